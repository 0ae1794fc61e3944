package dev.proofload.loadgen.record;

/** What stands in a saved history: a block, or how the reading of it ended. */
sealed interface HistoryPart {
  /**
   * Some records.
   *
   * @param bytes unpacked; many may read them, none may change them
   * @param atByte where the block begins in the file
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Block(byte[] bytes, long atByte) implements HistoryPart {}

  /**
   * The mark at the end of a whole file.
   *
   * @param quiet whether the run had ended quietly
   * @param records how many there should be
   */
  record Mark(boolean quiet, long records) implements HistoryPart {}

  /**
   * What follows can't be read.
   *
   * @param why a sentence for the user
   */
  record Damage(String why) implements HistoryPart {}
}
