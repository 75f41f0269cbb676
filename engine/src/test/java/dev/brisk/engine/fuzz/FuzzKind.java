package dev.brisk.engine.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/** The ways in which inputs are made. The same seed makes the same input. */
enum FuzzKind {
  /** Bits of a whole file are flipped. */
  BITS {
    @Override
    FuzzInput make(Random random) {
      var bytes = WholeFiles.any(random);
      for (var flips = 1 + random.nextInt(6); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      return broken(bytes, random);
    }
  },

  /** A number of a whole file becomes one at the edge of a type. */
  NUMBERS {
    @Override
    FuzzInput make(Random random) {
      var bytes = WholeFiles.any(random);
      var extreme = EXTREMES[random.nextInt(EXTREMES.length)];
      ByteBuffer.wrap(bytes)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putLong(random.nextInt(bytes.length - 8), extreme);
      return broken(bytes, random);
    }
  },

  /** A piece of a whole file is cut out or put in again elsewhere. */
  PIECES {
    @Override
    FuzzInput make(Random random) {
      var whole = WholeFiles.any(random);
      var from = random.nextInt(whole.length);
      var to = from + random.nextInt(Math.min(64, whole.length - from));
      var into = random.nextInt(whole.length);
      var bytes = new byte[into + (to - from) + (whole.length - to)];
      System.arraycopy(whole, 0, bytes, 0, into);
      System.arraycopy(whole, from, bytes, into, to - from);
      System.arraycopy(whole, to, bytes, into + to - from, whole.length - to);
      return broken(bytes, random);
    }
  },

  /** Noise behind the header of a whole file. */
  NOISE {
    @Override
    FuzzInput make(Random random) {
      var bytes = new byte[HEADER + random.nextInt(2000)];
      random.nextBytes(bytes);
      System.arraycopy(WholeFiles.any(random), 0, bytes, 0, HEADER);
      return broken(bytes, random);
    }
  },

  /** A file in order with a vocabulary that is not. */
  VOCABULARY {
    @Override
    FuzzInput make(Random random) {
      return broken(new BrokenVocabulary(random).file(), random);
    }
  },

  /** A regular expression of any kind as pre-tokenizer. */
  PATTERN {
    @Override
    FuzzInput make(Random random) {
      var pattern = new AnyPattern(random).toString();
      return broken(WholeFiles.withPattern(pattern), random);
    }
  },

  /** Any text through one of all pre-tokenizers, or SentencePiece, and back. */
  TEXT {
    @Override
    FuzzInput make(Random random) {
      return new FuzzInput(WholeFiles.anyVocabulary(random), AnyText.make(random), true);
    }
  };

  private static final int HEADER = 24;

  private static final long[] EXTREMES = {
    0, 1, -1, 255, 1L << 31, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE
  };

  abstract FuzzInput make(Random random);

  private static FuzzInput broken(byte[] bytes, Random random) {
    return new FuzzInput(bytes, AnyText.make(random), false);
  }
}
