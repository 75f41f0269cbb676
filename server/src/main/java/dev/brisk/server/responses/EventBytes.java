package dev.brisk.server.responses;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON in UTF-8, written by hand into bytes that are used again: what is sent for every token makes
 * no garbage.
 */
final class EventBytes {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** The most bytes that one char takes: an escape of six. */
  private static final int MOST = 6;

  private byte[] bytes = new byte[512];
  private int length;

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  EventBytes reset() {
    length = 0;
    return this;
  }

  EventBytes add(byte[] utf8) {
    reserve(utf8.length);
    System.arraycopy(utf8, 0, bytes, length, utf8.length);
    length += utf8.length;
    return this;
  }

  EventBytes add(char ascii) {
    reserve(1);
    bytes[length++] = (byte) ascii;
    return this;
  }

  /** Adds a number that is not negative. */
  EventBytes add(long number) {
    reserve(20);
    int digits = 1;
    for (long rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    long rest = number;
    for (int at = length + digits - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    return this;
  }

  /** Adds the inside of a string. */
  EventBytes text(String text) {
    reserve(MOST * text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x7F && c != '"' && c != '\\') {
        bytes[length++] = (byte) c;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
        wide(Character.toCodePoint(c, text.charAt(i)));
      } else {
        escape(c);
      }
    }
    return this;
  }

  /** What is not plain ASCII, or must not stand in a string as it is. */
  private void escape(char c) {
    switch (c) {
      case '"', '\\' -> pair(c);
      case '\n' -> pair('n');
      case '\r' -> pair('r');
      case '\t' -> pair('t');
      default -> {
        // UTF-8 cannot say half of a pair.
        if (c < ' ' || Character.isSurrogate(c)) {
          pair('u');
          for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[length++] = HEX[(c >> shift) & 15];
          }
        } else {
          narrow(c);
        }
      }
    }
  }

  private void pair(char c) {
    bytes[length++] = '\\';
    bytes[length++] = (byte) c;
  }

  private void narrow(char c) {
    if (c < 0x80) {
      bytes[length++] = (byte) c;
    } else if (c < 0x800) {
      bytes[length++] = (byte) (0xC0 | (c >> 6));
      bytes[length++] = (byte) (0x80 | (c & 0x3F));
    } else {
      bytes[length++] = (byte) (0xE0 | (c >> 12));
      bytes[length++] = (byte) (0x80 | ((c >> 6) & 0x3F));
      bytes[length++] = (byte) (0x80 | (c & 0x3F));
    }
  }

  private void wide(int point) {
    bytes[length++] = (byte) (0xF0 | (point >> 18));
    bytes[length++] = (byte) (0x80 | ((point >> 12) & 0x3F));
    bytes[length++] = (byte) (0x80 | ((point >> 6) & 0x3F));
    bytes[length++] = (byte) (0x80 | (point & 0x3F));
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
    }
  }
}
