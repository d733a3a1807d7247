package dev.handoff.zoho;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads from Zoho outside of any flow, through the same gate, tokens and classifier. */
public interface ZohoReader {

  /**
   * Gets what stands at {@code path}.
   *
   * @param place as whom and where; need not be complete
   * @param path below the side's base, with its query, already encoded; {@code /portals} stands
   *     beside the SalesIQ portals
   * @return Zoho's JSON; a missing node when Zoho says that there is nothing
   * @throws ZohoFailure when it could not be had
   */
  JsonNode read(ZohoPlace place, ZohoSide side, String path);
}
