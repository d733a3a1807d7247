package dev.handoff.operations;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffState;
import dev.handoff.intake.HttpAnswer;
import dev.handoff.intake.Problems;
import dev.handoff.intake.RequestProblem;
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

/** What operators see and do, as JSON (contract section 5). */
@RestController
@RequestMapping("/ops/api")
class OpsApi extends OpsEndpoint {

  private final HandoffLists lists;
  private final HandoffStory story;
  private final DeadLetterActs acts;
  private final BulkReplay bulk;

  OpsApi(
      ObjectMapper json,
      HandoffLists lists,
      HandoffStory story,
      DeadLetterActs acts,
      BulkReplay bulk,
      Problems problems) {
    super(json, problems);
    this.lists = lists;
    this.story = story;
    this.acts = acts;
    this.bulk = bulk;
  }

  @GetMapping("/handoffs")
  ResponseEntity<Object> handoffs(@RequestParam MultiValueMap<String, String> query) {
    return answer(HttpAnswer.json(200, lists.handoffs(Filters.fields(query))));
  }

  @GetMapping("/handoffs/{id}")
  ResponseEntity<Object> handoff(@PathVariable String id) {
    return told(200, acts.find(id));
  }

  @GetMapping("/dead-letters")
  ResponseEntity<Object> deadLetters(@RequestParam MultiValueMap<String, String> query) {
    return answer(HttpAnswer.json(200, lists.deadLetters(Filters.fields(query))));
  }

  @GetMapping("/dead-letters/{id}")
  ResponseEntity<Object> deadLetter(@PathVariable String id) {
    Handoff handoff = acts.find(id);
    if (handoff.state() != HandoffState.PARKED && handoff.state() != HandoffState.DISCARDED) {
      throw RequestProblem.notFound(
          "Handoff " + handoff.id() + " is no dead letter: it is " + handoff.state().wireName());
    }
    return told(200, handoff);
  }

  @PostMapping("/dead-letters/{id}/replay")
  ResponseEntity<Object> replay(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    return told(202, acts.replay(id, fieldsIfAny(request)));
  }

  @PostMapping("/dead-letters/{id}/discard")
  ResponseEntity<Object> discard(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    return told(200, acts.discard(id, fieldsIfAny(request)));
  }

  @PostMapping("/dead-letters/replay")
  ResponseEntity<Object> replayAll(HttpServletRequest request) throws IOException {
    return answer(HttpAnswer.json(200, bulk.replay(fields(request))));
  }

  @GetMapping("/audit")
  ResponseEntity<Object> audit(@RequestParam MultiValueMap<String, String> query) {
    return answer(HttpAnswer.json(200, lists.audit(Filters.fields(query))));
  }

  private ResponseEntity<Object> told(int status, Handoff handoff) {
    return answer(HttpAnswer.json(status, story.of(handoff)).about(handoff.id()));
  }
}
