package dev.brisk.engine.kernel;

import dev.brisk.engine.gguf.LittleEndian;
import dev.brisk.engine.gguf.Tensor;
import dev.brisk.engine.gguf.TensorType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Copies rows of a tensor into {@link Panels}, a panel's chunk at a time. */
final class Packing {
  private final Tensor tensor;
  private final Panels.RowSource source;
  private final Layout layout;
  private final int width;
  private final int columns;
  private final int rowBytes;
  private final UnpackedBlock block = new UnpackedBlock();

  /** The rows of one panel as they lie in the file, next to each other. */
  private final byte[] rows;

  /** One chunk of a panel. */
  private final ByteBuffer chunk;

  Packing(Tensor tensor, Panels.RowSource source, int width) {
    this.tensor = tensor;
    this.source = source;
    this.width = width;
    layout = RowReader.layout(tensor);
    columns = Math.toIntExact(tensor.columns());
    rowBytes = Math.toIntExact(tensor.rowBytes());
    rows = new byte[Math.multiplyExact(width, rowBytes)];
    int most = layout.chunkBytes(Math.min(columns, Layout.CHUNK), width);
    chunk = ByteBuffer.allocate(most).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Packs {@code count} rows from row {@code first} on. */
  Panels pack(int first, int count, Arena arena) {
    int panels = (count + width - 1) / width;
    long panelBytes = layout.panelBytes(columns, width);
    MemorySegment data = arena.allocate(panelBytes * panels, 64);
    for (int panel = 0; panel < panels; panel++) {
      int here = Math.min(width, count - panel * width);
      source.copy(tensor, (long) first + (long) panel * width, here, rows);
      pack(here, data.asSlice((long) panel * panelBytes, panelBytes));
    }
    return new Panels(layout, count, columns, width, data);
  }

  private void pack(int lanes, MemorySegment panel) {
    long to = 0;
    for (int c = 0; c < columns; c += Layout.CHUNK) {
      int n = Math.min(Layout.CHUNK, columns - c);
      int bytes = layout.chunkBytes(n, width);
      Arrays.fill(chunk.array(), 0, bytes, (byte) 0);
      for (int lane = 0; lane < lanes; lane++) {
        if (layout.quantized()) {
          quantized(lane, c, n);
        } else {
          floats(lane, c, n);
        }
      }
      MemorySegment.copy(chunk.array(), 0, panel, LittleEndian.BYTE, to, bytes);
      to += bytes;
    }
  }

  private void floats(int lane, int firstColumn, int n) {
    int size = layout.codes() == Layout.Codes.F32 ? 4 : 2;
    int from = lane * rowBytes + firstColumn * size;
    for (int c = 0; c < n; c++) {
      System.arraycopy(rows, from + c * size, chunk.array(), (c * width + lane) * size, size);
    }
  }

  private void quantized(int lane, int firstColumn, int n) {
    TensorType type = tensor.type();
    int codesAt = layout.scaleBytes(n, width);
    for (int c = 0; c < n; c += type.blockElements()) {
      int from = lane * rowBytes + (firstColumn + c) / type.blockElements() * type.blockBytes();
      BlockReader.read(type, rows, from, block);
      if (layout.nested()) {
        nestedScales(lane, n / layout.block());
      } else {
        scales(lane, c / layout.block(), n / layout.block());
      }
      codes(lane, codesAt, c, type.blockElements());
    }
  }

  private void scales(int lane, int index, int blocks) {
    chunk.putShort((index * width + lane) * 2, block.factor);
    if (layout.mins()) {
      chunk.putShort(((blocks + index) * width + lane) * 2, block.minFactor);
    }
  }

  private void nestedScales(int lane, int blocks) {
    chunk.putShort(lane * 2, block.factor);
    int factors = layout.mins() ? 2 : 1;
    if (layout.mins()) {
      chunk.putShort((width + lane) * 2, block.minFactor);
    }
    int at = factors * width * 2 + lane;
    for (int b = 0; b < blocks; b++) {
      chunk.put(at + b * width, block.scales[b]);
      if (layout.mins()) {
        chunk.put(at + (blocks + b) * width, block.mins[b]);
      }
    }
  }

  private void codes(int lane, int codesAt, int c, int count) {
    byte[] out = chunk.array();
    if (layout.codes() == Layout.Codes.BYTES) {
      int to = codesAt + c * width + lane;
      for (int i = 0; i < count; i++) {
        out[to + i * width] = block.codes[i];
      }
      return;
    }
    for (int i = 0; i < count; i += Layout.NIBBLES_A_WORD) {
      int word = 0;
      for (int k = 0; k < Layout.NIBBLES_A_WORD; k++) {
        word |= block.codes[i + k] << (4 * k);
      }
      chunk.putInt(codesAt + ((c + i) / Layout.NIBBLES_A_WORD * width + lane) * 4, word);
    }
  }
}
