package dev.handoff.operations;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.intake.HttpAnswer;
import dev.handoff.intake.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The events for bot platforms, for operators. */
@RestController
@RequestMapping("/ops/api/bot-events")
class BotEventsApi extends OpsEndpoint {

  private final BotEventActs acts;

  BotEventsApi(ObjectMapper json, BotEventActs acts, Problems problems) {
    super(json, problems);
    this.acts = acts;
  }

  @GetMapping
  ResponseEntity<Object> list(@RequestParam MultiValueMap<String, String> query) {
    return answer(HttpAnswer.json(200, acts.list(Filters.fields(query))));
  }

  @PostMapping("/{id}/replay")
  ResponseEntity<Object> replay(@PathVariable String id) {
    return answer(HttpAnswer.json(202, BotEventView.of(acts.replay(id))));
  }

  @PostMapping("/{id}/discard")
  ResponseEntity<Object> discard(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    return answer(HttpAnswer.json(200, BotEventView.of(acts.discard(id, fieldsIfAny(request)))));
  }

  @PostMapping("/replay")
  ResponseEntity<Object> replayAll(HttpServletRequest request) throws IOException {
    return answer(HttpAnswer.json(200, acts.replayAll(fields(request))));
  }
}
