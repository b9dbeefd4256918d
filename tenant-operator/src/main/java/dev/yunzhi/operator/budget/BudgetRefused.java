package dev.yunzhi.operator.budget;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A budget does not let something happen now. The message says how much of what is missing, where,
 * and who could give it.
 */
public final class BudgetRefused extends Exception {
  private static final long serialVersionUID = 1;

  /** Why. */
  public enum Cause {
    /** There is not enough left. */
    EXCEEDED,
    /**
     * The claim leaves out a resource of which there is a budget: of that it would have no bound.
     */
    UNNAMED,
    /** A department on the way is just getting its budget; it goes on by itself. */
    OPENING,
    /** What stands below already is more than the budget that is to be. */
    OUTGROWN
  }

  private final Cause cause;
  private final String chinese;

  private BudgetRefused(Cause cause, String english, String chinese) {
    super(english);
    this.cause = cause;
    this.chinese = chinese;
  }

  /**
   * @param path on which the department lies, the nearest first: the one after it gives it its
   *     budget
   * @param rise what the holder asks for beyond what it has, of the resources that do not fit
   */
  static BudgetRefused exceeded(
      Holder holder, Amounts rise, String department, Account account, List<String> path) {
    Amounts free = account.free();
    Amounts missing = rise.beyond(free);
    String numbers =
        missing.resources().stream()
            .map(
                r ->
                    "%s of %s: %s more asked for, %s of %s left"
                        .formatted(
                            missing.text(r),
                            r,
                            rise.text(r),
                            free.text(r),
                            account.granted().text(r)))
            .collect(Collectors.joining("; "));
    String numbersZh =
        missing.resources().stream()
            .map(
                r ->
                    "%s 缺 %s（需增加 %s，预算 %s 剩 %s）"
                        .formatted(
                            r,
                            missing.text(r),
                            rise.text(r),
                            account.granted().text(r),
                            free.text(r)))
            .collect(Collectors.joining("；"));
    int place = path.indexOf(department) + 1;
    boolean top = place >= path.size();
    return new BudgetRefused(
        Cause.EXCEEDED,
        "The budget of Department %s lacks %s. %s can raise spec.budget of Department %s, or something else that it pays for is lowered; %s then goes on by itself."
            .formatted(
                department,
                numbers,
                top
                    ? "The platform team"
                    : "Whoever administers Department %s above it, or the platform team,"
                        .formatted(path.get(place)),
                department,
                holder),
        "部门 %s 的预算不足：%s。可由%s提高部门 %s 的 spec.budget，或由该部门缩减其他占用；之后自动继续。"
            .formatted(
                department,
                numbersZh,
                top ? "平台管理方" : "上级部门 %s 的管理员或平台管理方".formatted(path.get(place)),
                department));
  }

  static BudgetRefused unnamed(Collection<String> resources, Payers payers) {
    String named =
        resources.stream()
            .map(r -> "%s (Department %s)".formatted(r, payers.budgeted().get(r)))
            .collect(Collectors.joining(", "));
    return new BudgetRefused(
        Cause.UNNAMED,
        "spec.quota must name %s: there is a budget of it, and without a quota the tenant would have no bound; add it to spec.quota, 0 if none is needed."
            .formatted(named),
        "spec.quota 必须列出 %s：上级部门对其设有预算，不设配额即无上限；不需要时填 0。".formatted(named));
  }

  static BudgetRefused opening(Collection<String> resources, String department) {
    String names = String.join(", ", resources);
    return new BudgetRefused(
        Cause.OPENING,
        "Department %s is just getting a budget of %s; this goes on by itself as soon as what it has already is counted."
            .formatted(department, names),
        "部门 %s 正在启用 %s 预算，清点现有占用后自动继续。".formatted(department, names));
  }

  /**
   * @param standing what is there
   * @param holders some of those that have it
   */
  static BudgetRefused outgrown(
      String resource, String standing, String wanted, Collection<String> holders) {
    String names = String.join(", ", holders);
    return new BudgetRefused(
        Cause.OUTGROWN,
        "spec.budget has %s of %s, but %s is in use below already (%s); raise spec.budget or lower those."
            .formatted(wanted, resource, standing, names),
        "spec.budget 中 %s 为 %s，但下级已占用 %s（%s）；请提高 spec.budget 或缩减占用。"
            .formatted(resource, wanted, standing, names));
  }

  static BudgetRefused unbounded(String resource, Collection<String> holders) {
    String names = String.join(", ", holders);
    return new BudgetRefused(
        Cause.UNNAMED,
        "A budget of %s cannot hold while these have no quota of it: %s; add it to their spec.quota first."
            .formatted(resource, names),
        "以下租户没有 %s 配额，预算无法生效：%s；请先在其 spec.quota 中加入。".formatted(resource, names));
  }

  public Cause why() {
    return cause;
  }

  /** The message in Chinese. */
  public String chinese() {
    return chinese;
  }
}
