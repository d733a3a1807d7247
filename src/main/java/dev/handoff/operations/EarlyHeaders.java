package dev.handoff.operations;

import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.web.header.HeaderWriterFilter;

/**
 * Writes the headers of security before a route sees the request. A route answers on a thread of
 * its own, while the request's thread leaves the filters; left to itself, Spring Security would
 * then add headers to an answer that is just being sent, and Tomcat's answers are for one thread at
 * a time.
 */
final class EarlyHeaders implements ObjectPostProcessor<HeaderWriterFilter> {

  @Override
  public <O extends HeaderWriterFilter> O postProcess(O filter) {
    filter.setShouldWriteHeadersEagerly(true);
    return filter;
  }
}
