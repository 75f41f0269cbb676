package town.water;

/** Counts the litres that pass a pipe. */
final class Meter {
    private int litres;

    /**
     * Adds what passed.
     *
     * @param amount litres, not negative
     */
    void pass(int volume) {
        if (volume < 0) {
            throw new IllegalArgumentException("negative");
        }
        litres += volume;
    }

    int litres() {
        return litres;
    }
}
