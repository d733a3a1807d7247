package dev.handoff.zoho.desk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentTextTest {

  private static String html(String html) {
    return AgentText.of(html, "text/html");
  }

  @Test
  void paragraphsAndBreaksBecomeLineBreaks() {
    assertThat(html("<p>One</p><p>Two<br>Three</p><div>Four</div><div>Five</div>"))
        .isEqualTo("One\n\nTwo\nThree\n\nFour\nFive");
  }

  @Test
  void listsKeepTheirItems() {
    assertThat(html("Try:<ul><li>first</li><li>second</li></ul>Done"))
        .isEqualTo("Try:\n\n- first\n- second\n\nDone");
  }

  @Test
  void linksKeepTheirAddress() {
    assertThat(html("See <a href=\"https://x.test/a?b=1&amp;c=2\">our page</a>."))
        .isEqualTo("See our page (https://x.test/a?b=1&c=2).");
    assertThat(html("<a href='https://x.test/'>https://x.test</a>")).isEqualTo("https://x.test");
    assertThat(html("<a href='mailto:max@x.test'>max@x.test</a>")).isEqualTo("max@x.test");
    assertThat(html("<a href='https://x.test/'><img src='x.png'></a>"))
        .isEqualTo("https://x.test/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " java\nscript:alert(1)",
        "data:text/html;base64,PHNjcmlwdD4=",
        "vbscript:x",
        "file:///etc/passwd",
        "/relative",
        ""
      })
  void otherAddressesAreLeftOut(String address) {
    assertThat(html("<a href=\"" + address + "\">here</a>")).isEqualTo("here");
  }

  @Test
  void scriptsAndStylesAreLeftOut() {
    assertThat(
            html(
                "<style>p{}</style><p onclick=\"x()\">Hi</p><script>alert('1')</script>"
                    + "<iframe src='//evil.test'>in</iframe><svg><text>no</text></svg>"
                    + "<!-- hidden --><noscript>n</noscript>"))
        .isEqualTo("Hi");
  }

  @Test
  void entitiesAreDecodedOnce() {
    assertThat(html("a &lt;b&gt; &amp;amp; &eacute;&nbsp;c")).isEqualTo("a <b> &amp; é c");
  }

  @Test
  void quotedHistoryIsLeftOut() {
    assertThat(
            html(
                "<div>It left today.</div><div title=\"beforequote:::\"></div>"
                    + "<div>---- On Tue, 03 Feb 2026 14:05:00 Ana wrote ----</div>"
                    + "<blockquote><p>Where is it?</p></blockquote><br>"))
        .isEqualTo("It left today.");
    assertThat(html("Yes.<div class='gmail_quote'>On Monday Ana wrote: <p>Old</p></div>"))
        .isEqualTo("Yes.");
  }

  @Test
  void quotesThatAreAnsweredBelowStay() {
    assertThat(html("<blockquote>Is it blue?</blockquote><p>It is.</p>"))
        .isEqualTo("Is it blue?\n\nIt is.");
  }

  @Test
  void replyThatIsOnlyAQuoteStays() {
    assertThat(html("<blockquote>See above</blockquote>")).isEqualTo("See above");
  }

  @Test
  void mentionsOfColleaguesAreLeftOut() {
    assertThat(html("Hi zsu[@user:12345]zsu")).isEqualTo("Hi").doesNotContain("zsu");
  }

  @Test
  void controlAndDirectionCharactersAreTakenOut() {
    assertThat(AgentText.of("a\u0000b\u0007\u202Ec\r\nd\te", "plainText")).isEqualTo("abc\nd\te");
    assertThat(html("<p>a\u0001b&#7;c</p>")).isEqualTo("abc");
  }

  @Test
  void plainTextIsNotReadAsHtml() {
    assertThat(AgentText.of("if a <b> then &amp;", "plainText")).isEqualTo("if a <b> then &amp;");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 < 2 and 3 > 2",
        "5 < 6 and a<b but c>d & e",
        "a<b and c=5 but d>e",
        "x<i && y>j",
        "if p < q then r > s",
        "use <name> here",
        "write to <ana@example.test>",
        "Ana <a@example.test>, Max <b.c@example.test>",
        "I <3 you",
        "<-- see above, and -->",
        "see <https://x.test/a>",
        "a < b / c > d",
        "<p or <q",
        "</3 and </not a tag",
        "List<String> and Map<A, B>",
        "<a, b>",
        "<a/b>",
        "<b but",
        "<div",
        "AT&amp;T"
      })
  void plainTextLosesNothing(String text) {
    assertThat(AgentText.ofUnknown(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "<p>AT&amp;T</p>|AT&T",
        "<DIV CLASS=\"x\">Hi</DIV>|Hi",
        "<b>ok</b>|ok",
        "one<br>two|one\\ntwo",
        "one<br/>two|one\\ntwo",
        "one<BR />two|one\\ntwo",
        "ok</div>|ok",
        "ok</b >|ok",
        "<a href=\"https://x.test/a\">here</a>|here (https://x.test/a)",
        "<a href='https://x.test/a?b=1&amp;c=2' target=_blank>here|here (https://x.test/a?b=1&c=2)",
        "<a\thref = https://x.test/a>here|here (https://x.test/a)",
        "<span data-x:y.z=1>Hi|Hi",
        "<div title=\"a>b\">Hi</div>|Hi",
        "<script>alert(1)</script>Hi|Hi",
        "Hi<script src=//evil.test/x.js></script>|Hi",
        "Hi<iframe src=//evil.test>|Hi",
        "Hi<svg onload=alert(1)>|Hi",
        "Hi <img src=x onerror=alert(1)>|Hi",
        "Hi<style>p{}</style>|Hi"
      },
      delimiter = '|')
  void htmlIsWhatHasATagThatHtmlKnows(String content, String text) {
    assertThat(AgentText.ofUnknown(content)).isEqualTo(text.replace("\\n", "\n"));
  }

  @Test
  void preformattedTextKeepsItsLines() {
    assertThat(html("<pre>a\n  b</pre>")).isEqualTo("a\n  b");
  }

  @Test
  void lengthIsBounded() {
    assertThat(html("<p>" + "x".repeat(100_000) + "</p>")).hasSize(AgentText.LONGEST).endsWith("…");
  }

  /** Each would take minutes or the whole stack if it were read carelessly. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<div>",
        "<blockquote>",
        "<a href='x'>",
        " ",
        "\n",
        "<p> </p>",
        "&lt;",
        "<a ",
        "<b x",
        "<b x="
      })
  void whatIsMadeToBeSlowIsReadAllTheSame(String part) {
    String evil = part.repeat(1_000_000 / part.length());

    assertThat(html("<p>x</p>" + evil)).startsWith("x");
    assertThat(AgentText.ofUnknown("x" + evil)).startsWith("x");
  }
}
