package dev.yunzhi.audit.register;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yunzhi.audit.InvalidFieldException;
import dev.yunzhi.audit.store.Query;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * Finds sensing devices by where they stand: by an index over the cells of a grid, then by the
 * distance. Thread-safe.
 */
public final class DeviceReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DataSource source;

  public DeviceReader(DataSource source) {
    this.source = source;
  }

  /**
   * The standing devices within a distance of a point, the nearest first.
   *
   * @param metres 1 to 5000
   * @param departments whose; null for everybody's
   * @throws InvalidFieldException when the distance is another
   * @throws dev.yunzhi.audit.store.StoreException when the database failed
   */
  public List<Device.Near> near(
      double longitude, double latitude, int metres, Set<String> departments) {
    DeviceMap map = new DeviceMap();
    in(new TreeSet<>(DeviceGrid.cells(longitude, latitude, metres)), departments).forEach(map::add);
    return map.near(longitude, latitude, metres);
  }

  /** All standing devices that can be within a distance of one of some, and some more. */
  public DeviceMap around(Collection<Device> devices, int metres) {
    DeviceMap map = new DeviceMap();
    in(DeviceMap.cells(devices, metres), null).forEach(map::add);
    return map;
  }

  private List<Device> in(Set<Long> cells, Set<String> departments) {
    Query query =
        new Query("look for sensing devices")
            .sql(
                """
                select v.name, v.department, v.document, p.longitude, p.latitude
                from register_place p join asset_version v on v.leaf = p.leaf
                where p.cell = any (?::text[]::bigint[])
                  and v.valid_to is null and v.document is not null""",
                cells.stream().map(String::valueOf).toList());
    if (departments != null) {
      query.sql(" and v.department = any (?)", departments);
    }
    return query.list(source, DeviceReader::device);
  }

  private static Device device(ResultSet row) throws SQLException {
    try {
      JsonNode document = JSON.readTree(row.getString("document"));
      DeviceType type =
          Bilingual.find(DeviceType.values(), document.path(CardField.DEVICE_TYPE.word()).asText())
              .orElse(DeviceType.OTHER);
      return new Device(
          row.getString("name"),
          row.getString("department"),
          new AssetCard.Place(
              row.getDouble("longitude"),
              row.getDouble("latitude"),
              type,
              document.path(CardField.SHARED.word()).asBoolean()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a document is no JSON: it was tampered with", e);
    }
  }
}
