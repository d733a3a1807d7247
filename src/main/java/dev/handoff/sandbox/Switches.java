package dev.handoff.sandbox;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The points on which Zoho's own papers disagree, each set to one reading.
 *
 * @param accountsErrorStatus HTTP status of a refused grant: 200 or 400
 * @param salesiqTokenStatus HTTP status when SalesIQ rejects a token: 200, 400 or 401
 * @param salesiqErrorStatus HTTP status of any other SalesIQ error: 200 or 400
 * @param openShape which ids an opened conversation is answered with
 * @param legacyExpiresIn whether {@code expires_in} is in milliseconds, with {@code expires_in_sec}
 *     beside it
 * @param unknownCallbacksRefused whether a callback is refused unless {@link
 *     SimulatedZoho#awaitCallback} announced it
 * @param userWithoutOrg whether the consenting user has no Desk account, so that consent ends in
 *     {@code no_org}
 */
public record Switches(
    int accountsErrorStatus,
    int salesiqTokenStatus,
    int salesiqErrorStatus,
    OpenShape openShape,
    boolean legacyExpiresIn,
    boolean unknownCallbacksRefused,
    boolean userWithoutOrg) {

  /** The shapes on record for the answer to an opened conversation. */
  public enum OpenShape {
    /** {@code conversation_id} and {@code channel_id} only. */
    @JsonProperty("a")
    A,
    /** The hash {@code id}, {@code wms_chat_id}, question, department and status. */
    @JsonProperty("b")
    B,
    /** Both together. */
    @JsonProperty("merged")
    MERGED
  }

  public static Switches defaults() {
    return new Switches(200, 400, 400, OpenShape.MERGED, false, false, false);
  }

  public Switches withAccountsErrorStatus(int status) {
    return new Switches(
        status,
        salesiqTokenStatus,
        salesiqErrorStatus,
        openShape,
        legacyExpiresIn,
        unknownCallbacksRefused,
        userWithoutOrg);
  }

  public Switches withSalesiqTokenStatus(int status) {
    return new Switches(
        accountsErrorStatus,
        status,
        salesiqErrorStatus,
        openShape,
        legacyExpiresIn,
        unknownCallbacksRefused,
        userWithoutOrg);
  }

  public Switches withSalesiqErrorStatus(int status) {
    return new Switches(
        accountsErrorStatus,
        salesiqTokenStatus,
        status,
        openShape,
        legacyExpiresIn,
        unknownCallbacksRefused,
        userWithoutOrg);
  }

  public Switches withOpenShape(OpenShape shape) {
    return new Switches(
        accountsErrorStatus,
        salesiqTokenStatus,
        salesiqErrorStatus,
        shape,
        legacyExpiresIn,
        unknownCallbacksRefused,
        userWithoutOrg);
  }

  public Switches withLegacyExpiresIn(boolean legacy) {
    return new Switches(
        accountsErrorStatus,
        salesiqTokenStatus,
        salesiqErrorStatus,
        openShape,
        legacy,
        unknownCallbacksRefused,
        userWithoutOrg);
  }

  public Switches withUnknownCallbacksRefused(boolean refused) {
    return new Switches(
        accountsErrorStatus,
        salesiqTokenStatus,
        salesiqErrorStatus,
        openShape,
        legacyExpiresIn,
        refused,
        userWithoutOrg);
  }

  public Switches withUserWithoutOrg(boolean without) {
    return new Switches(
        accountsErrorStatus,
        salesiqTokenStatus,
        salesiqErrorStatus,
        openShape,
        legacyExpiresIn,
        unknownCallbacksRefused,
        without);
  }
}
