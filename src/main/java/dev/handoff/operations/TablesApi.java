package dev.handoff.operations;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.intake.HttpAnswer;
import dev.handoff.intake.Problems;
import dev.handoff.tables.TableStatus;
import dev.handoff.tables.Tables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which tables are in force on this node, for operators. */
@RestController
@RequestMapping("/ops/api/tables")
class TablesApi extends OpsEndpoint {

  private final Tables tables;

  TablesApi(ObjectMapper json, Tables tables, Problems problems) {
    super(json, problems);
    this.tables = tables;
  }

  @GetMapping
  ResponseEntity<Object> list() {
    List<Map<String, Object>> all = tables.status().stream().map(TablesApi::view).toList();
    return answer(HttpAnswer.json(200, Map.of("tables", all)));
  }

  private static Map<String, Object> view(TableStatus status) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("name", status.name());
    view.put("sources", status.sources());
    view.put("loadedAt", status.loadedAt().toString());
    TableStatus.Refusal refusal = status.refusal();
    if (refusal != null) {
      view.put("refused", Map.of("at", refusal.at().toString(), "reasons", refusal.reasons()));
    }
    return view;
  }
}
