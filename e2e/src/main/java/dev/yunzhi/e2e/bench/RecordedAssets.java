package dev.yunzhi.e2e.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Puts assets into the table as a control-plane leaves them that watches a province's clusters:
 * workloads of 2000 tenants of a hundred districts, each with ten facts. Their leaves are left out:
 * no report reads them.
 */
final class RecordedAssets {

  private static final String FILL =
      """
      insert into asset_version
      select g, 'home', (array['Deployment', 'Service', 'PersistentVolumeClaim', 'Job'])[1 + g % 4],
        'tenant-' || t, 'web-' || g, md5(g::text)::uuid::text,
        '湖州市' || t % 100 || '区' || (array['卫生健康委员会', '公安局', '大数据发展管理局'])[1 + t % 3],
        'tenant-' || t, 'project-' || t % 700,
        format('{"acquired":"2025-%s-%s","approval":"浙数局〔2025〕%s号","custodian":"王%s",'
          '"dataClass":"Important","fundSource":"财政预算","monthlyFee":"%s.50","place":"浙江云一区",'
          '"protectionLevel":"3","specification":"3 replicas of registry.gov.example/tenant-%s/web:1.%s",'
          '"state":"%s"}',
          lpad((1 + g % 12)::text, 2, '0'), lpad((1 + g % 28)::text, 2, '0'), t, g % 300, g % 1000,
          t, g % 97, case when g % 50 = 0 then 'Degraded' else 'Available' end),
        seen, null, seen, null
      from generate_series(0, ? - 1) g, lateral (select g % 2000 t,
        timestamptz '2026-01-01' + make_interval(secs => g % 86400) + interval '0.123456 s' seen) x
      """;

  private RecordedAssets() {}

  static void put(DataSource database, int assets) throws IOException {
    try (Connection connection = database.getConnection();
        PreparedStatement fill = connection.prepareStatement(FILL);
        Statement statement = connection.createStatement()) {
      fill.setInt(1, assets);
      fill.executeUpdate();
      // As the database does by itself, only not within the measurement.
      statement.execute("vacuum analyze asset_version");
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
