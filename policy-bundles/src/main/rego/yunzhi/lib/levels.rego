package yunzhi.lib

# How much protection something takes.

# Of the tenant that is asked for or written. One that is not known counts as the strictest.
level := requested.protectionLevel if is_number(requested.protectionLevel)

level := 4 if not is_number(object.get(requested, "protectionLevel", null))

# Of the tenant that the object under review lies in.
tenant_level := object.get(input.context, ["tenant", "protectionLevel"], 4)

tenant_data_class := object.get(input.context, ["tenant", "dataClass"], "Core")

weighty_data := {"Core", "Important"}
