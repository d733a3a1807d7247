package dev.handoff.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * SalesIQ's ways to say no: a numeric code in an {@code error} object, under a status that is not
 * to be trusted.
 */
final class SalesIqErrors {

  private SalesIqErrors() {}

  static Answer answer(int status, int code) {
    return answer(status, code, "", "");
  }

  /**
   * An error that points at what is wrong: {@code at} is {@code param}, {@code json_key} or {@code
   * header}.
   */
  static Answer answer(int status, int code, String at, String name) {
    ObjectNode error = Json.object().put("code", code).put("message", message(code));
    if (!at.isEmpty()) {
      error.put(at, name);
    }
    ObjectNode body = Json.object();
    body.set("error", error);
    return Answer.json(status, body);
  }

  private static String message(int code) {
    return switch (code) {
      case 1001 -> "Internal error";
      case 1002 -> "The authorization header is missing or malformed";
      case 1004 -> "Wrong request type";
      case 1005 -> "Invalid portal";
      case 1006 -> "Invalid URL";
      case 1007 -> "Wrong data type";
      case 1008 -> "Invalid OAuth token";
      case 1009 -> "Invalid OAuth scope";
      case 1011 -> "Either the request parameters are invalid or absent";
      case 1015 -> "The input stream is invalid or absent";
      case 1019 -> "Invalid resource";
      case 1023 -> "Too many requests; this address is locked for a while";
      case 1025 -> "Invalid department id";
      case 1027 -> "The file is larger than allowed";
      case 1031 -> "Insufficient data";
      case 1051 -> "Invalid JSON";
      case 1054 -> "Invalid header value";
      default -> "Error " + code;
    };
  }
}
