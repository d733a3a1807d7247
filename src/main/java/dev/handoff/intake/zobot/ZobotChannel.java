package dev.handoff.intake.zobot;

import java.util.List;
import java.util.Locale;

/** Where a SalesIQ visitor writes, and what can be shown there (sheet section 5.5). */
public enum ZobotChannel {
  WEBSITE(20, 80, false),
  MOBILE_APP(20, 80, false),
  FACEBOOK(13, 20, true),
  INSTAGRAM(13, 20, true),
  WHATSAPP(10, 20, true),
  TELEGRAM(20, 40, true),
  /** A channel of which nothing is known: the tightest limits hold. */
  OTHER(10, 20, true);

  private final int maxSuggestions;
  private final int maxSuggestionLength;
  private final boolean numbered;

  ZobotChannel(int maxSuggestions, int maxSuggestionLength, boolean numbered) {
    this.maxSuggestions = maxSuggestions;
    this.maxSuggestionLength = maxSuggestionLength;
    this.numbered = numbered;
  }

  /** The channel of that name, in any case. */
  public static ZobotChannel named(String name) {
    return switch (name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "")) {
      case "website", "web" -> WEBSITE;
      case "mobileapp", "mobile", "app", "android", "ios" -> MOBILE_APP;
      case "facebook", "messenger", "facebookmessenger" -> FACEBOOK;
      case "instagram" -> INSTAGRAM;
      case "whatsapp" -> WHATSAPP;
      case "telegram" -> TELEGRAM;
      default -> OTHER;
    };
  }

  /** Whether a menu belongs into the text too, because buttons may be lost on the way. */
  boolean isNumbered() {
    return numbered;
  }

  /** As many of these as the channel shows, each as long as it shows. */
  List<String> fit(List<String> suggestions) {
    return suggestions.stream().limit(maxSuggestions).map(this::clip).toList();
  }

  String clip(String suggestion) {
    if (suggestion.codePointCount(0, suggestion.length()) <= maxSuggestionLength) {
      return suggestion;
    }
    return suggestion.substring(0, suggestion.offsetByCodePoints(0, maxSuggestionLength)).strip();
  }
}
