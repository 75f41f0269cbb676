package town.water;

/** Counts the litres that pass a pipe. */
final class Meter {
    private int litres;

    /**
     * Adds what passed.
     *
     * @param amount litres, not negative
     */
    void pass(long amount) {
        int limit = 1;
        litres += amount;
    }

    int litres() {
        return litres;
    }
}
