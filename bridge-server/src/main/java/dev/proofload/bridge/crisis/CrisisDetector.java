package dev.proofload.bridge.crisis;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.text.Normalizer;
import java.util.Locale;

/**
 * Tells whether a text speaks of suicide, of wanting to die, or of self-harm. Pure and thread-safe;
 * its time is linear in the text, since RE2/J never backtracks.
 *
 * <p>Almost all texts are plain and without any of the words, and those never meet a pattern.
 */
public final class CrisisDetector {
  private static final Pattern SUICIDE =
      Pattern.compile("\\bsuicid(?:al|es?)\\b(-prevention)?|" + "\\bkill(?:ing)?\\s+myself\\b");
  private static final Pattern END_MY_LIFE = Pattern.compile("\\bend(?:ing)?\\s+my\\s+life\\b");
  private static final Pattern DIE =
      Pattern.compile(
          "\\b(?:want|wanna)\\s+(?:to\\s+)?die\\b"
              + "|\\b(?:don['`]?t|do\\s+not)\\s+(?:want\\s+to|wanna)\\s+(?:live|be\\s+alive)\\b");
  private static final Pattern HARM =
      Pattern.compile("\\bself[\\s-]*harm(?:s|ed|ing)?\\b|\\bcut(?:ting)?\\s+myself\\b");

  private static final String APOSTROPHES = "\u2018\u2019\u201b\u02bc\u00b4";
  private static final String HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212";

  /** The first half of U+1F400 to U+1F7FF, where most emoji are. */
  private static final char PICTURES = '\ud83d';

  private static final char FIRST_KANA = '\u3041';
  private static final char LAST_KANA = '\u30ff';
  // These two become a space and a mark.
  private static final char VOICED = '\u309b';
  private static final char SEMI_VOICED = '\u309c';
  private static final char FIRST_IDEOGRAPH = '\u4e00';
  private static final char LAST_IDEOGRAPH = '\u9fff';
  // White space to Unicode, but not to the patterns.
  private static final char VERTICAL_TAB = '\u000b';

  /** Whether anything in the text calls for the crisis message. */
  public boolean matches(String text) {
    String plain = isPlain(text) ? text.toLowerCase(Locale.ROOT) : normalised(text);
    // Each pattern runs only where the words it cannot do without are there.
    boolean myself = plain.contains("myself");
    if ((myself || plain.contains("suicid")) && speaksOfSuicide(plain)) {
      return true;
    }
    if (plain.contains("life") && plain.contains("end") && END_MY_LIFE.matcher(plain).find()) {
      return true;
    }
    if (plain.contains("wan")
        && (plain.contains("die") || plain.contains("live"))
        && DIE.matcher(plain).find()) {
      return true;
    }
    return (myself || plain.contains("harm")) && HARM.matcher(plain).find();
  }

  /** "suicide-prevention line staff" speaks of help, not of harm. */
  private static boolean speaksOfSuicide(String plain) {
    Matcher matcher = SUICIDE.matcher(plain);
    while (matcher.find()) {
      if (matcher.group(1) == null) {
        return true;
      }
    }
    return false;
  }

  private static String normalised(String text) {
    // First, since NFKC makes a space and an accent of an acute that stands for an apostrophe.
    String plain = text;
    for (int i = 0; i < APOSTROPHES.length(); i++) {
      plain = plain.replace(APOSTROPHES.charAt(i), '\'');
    }
    plain = Normalizer.normalize(plain, Normalizer.Form.NFKC);
    // Upper before lower is full case folding but for a few letters that no pattern has.
    return tidied(plain.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
  }

  /** Without what is invisible, with one kind of hyphen, and one space for each run of spaces. */
  private static String tidied(String text) {
    StringBuilder tidy = new StringBuilder(text.length());
    boolean inSpace = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (Character.getType(c) == Character.FORMAT) {
        continue;
      }
      boolean space = Character.isSpaceChar(c) || (c >= '\t' && c <= '\r');
      if (!space) {
        tidy.appendCodePoint(HYPHENS.indexOf(c) >= 0 ? '-' : c);
      } else if (!inSpace) {
        tidy.append(' ');
      }
      inSpace = space;
    }
    return tidy.toString();
  }

  /**
   * Whether lower case is all that normalising would do, as far as a pattern can see: true of
   * ASCII, and of letters and pictures that neither become ASCII nor join with it.
   */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == PICTURES && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (c >= 0x80 ? !isInert(c) : c == VERTICAL_TAB) {
        return false;
      }
    }
    return true;
  }

  private static boolean isInert(char c) {
    return (c >= 'À' && c <= 'ÿ' && c != 'ß')
        || (c >= FIRST_KANA && c <= LAST_KANA && c != VOICED && c != SEMI_VOICED)
        || (c >= FIRST_IDEOGRAPH && c <= LAST_IDEOGRAPH);
  }
}
