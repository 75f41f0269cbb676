package dev.brisk.edit.workspace;

import java.nio.charset.Charset;
import java.nio.file.Path;

/**
 * A text file as it was when it was read.
 *
 * @param path its real path, symbolic links followed
 * @param name its path as the person would say it: relative to the workspace's root, with {@code /}
 * @param text its text, line ends untouched, without the byte order mark
 * @param charset UTF-8, or ISO-8859-1 where the bytes are not UTF-8
 * @param bom whether it begins with a UTF-8 byte order mark
 * @param fingerprint the SHA-256 of its bytes, in hexadecimal
 */
public record SourceFile(
    Path path, String name, String text, Charset charset, boolean bom, String fingerprint) {}
