/**
 * Renders chat templates: the part of Jinja that they use, in which text keeps where it is from.
 * The language is that of <a href="https://jinja.palletsprojects.com/en/stable/templates/">Jinja
 * 3.1</a> with {@code trim_blocks} and {@code lstrip_blocks}, as Hugging Face's transformers set it
 * up.
 */
@org.jspecify.annotations.NullMarked
package dev.brisk.server.jinja;
