package dev.handoff.operations;

import dev.handoff.handoff.Audit;
import dev.handoff.handoff.FaultText;
import java.io.IOException;
import java.util.regex.Pattern;
import javax.management.ObjectName;
import org.jolokia.server.core.restrictor.RestrictorFactory;
import org.jolokia.server.core.service.api.Restrictor;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What people change through Hawtio and Jolokia is in the audit: operations of MBeans and
 * attributes that are set, by name and without values. Jolokia asks here once it has understood a
 * request, whatever way it was written, and just before it acts; so what then fails is in the audit
 * too, and what {@code jolokia-access.xml} refuses is not. Operations that only look are left out,
 * and the gateway's own MBeans write about their acts themselves.
 */
@Component
final class JolokiaAudit implements Restrictor {

  private static final Logger log = LoggerFactory.getLogger(JolokiaAudit.class);

  private static final String POLICY = "classpath:/jolokia-access.xml";
  private static final String OWN = "dev.handoff";
  private static final int LONGEST_SUBJECT = 120;
  private static final int LONGEST_NAME = 255;
  private static final Pattern LOOKS =
      Pattern.compile(
          "(dump|get|list|is|has|can|browse|find|explain|show|count|search|read|check).*");

  private final Audit audit;
  private final Restrictor policy;

  JolokiaAudit(Audit audit) throws IOException {
    this.audit = audit;
    Restrictor found = RestrictorFactory.lookupPolicyRestrictor(POLICY);
    if (found == null) {
      throw new IOException(POLICY + " is missing");
    }
    this.policy = found;
  }

  @Override
  public boolean isOperationAllowed(ObjectName bean, String operation) {
    String name = operation.replaceFirst("(?s)\\(.*", "");
    boolean allowed = policy.isOperationAllowed(bean, name);
    if (allowed && !LOOKS.matcher(name).matches()) {
      note("jmx-exec", bean, name);
    }
    return allowed;
  }

  @Override
  public boolean isAttributeWriteAllowed(ObjectName bean, String attribute) {
    boolean allowed = policy.isAttributeWriteAllowed(bean, attribute);
    if (allowed) {
      note("jmx-write", bean, attribute);
    }
    return allowed;
  }

  private void note(String act, ObjectName bean, String name) {
    if (bean.getDomain().equals(OWN)) {
      return;
    }
    try {
      audit.note(
          DeadLetterActs.TENANT,
          DeadLetterActs.who(),
          act,
          cut(bean.toString(), LONGEST_SUBJECT),
          cut(name, LONGEST_NAME));
    } catch (RuntimeException e) {
      log.error("what was done through Jolokia is not in the audit: {}", FaultText.of(e));
    }
  }

  private static String cut(String text, int most) {
    return text.length() > most ? text.substring(0, most) : text;
  }

  @Override
  public boolean isAttributeReadAllowed(ObjectName bean, String attribute) {
    return policy.isAttributeReadAllowed(bean, attribute);
  }

  @Override
  public boolean isHttpMethodAllowed(HttpMethod method) {
    return policy.isHttpMethodAllowed(method);
  }

  @Override
  public boolean isTypeAllowed(RequestType type) {
    return policy.isTypeAllowed(type);
  }

  @Override
  public boolean isRemoteAccessAllowed(String... hostOrAddress) {
    return policy.isRemoteAccessAllowed(hostOrAddress);
  }

  @Override
  public boolean isOriginAllowed(String origin, boolean onlyWhenStrict) {
    return policy.isOriginAllowed(origin, onlyWhenStrict);
  }

  @Override
  public boolean isObjectNameHidden(ObjectName bean) {
    return policy.isObjectNameHidden(bean);
  }

  @Override
  public boolean ignoreScheme() {
    return policy.ignoreScheme();
  }
}
