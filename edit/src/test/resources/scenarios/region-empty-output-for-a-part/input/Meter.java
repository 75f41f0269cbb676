package town.water;

/** Counts the litres that pass a pipe. */
final class Meter {
    private int litres;

    /**
     * Adds what passed.
     *
     * @param amount litres, not negative
     */
    void pass(int amount) {
        if (amount < 0) {
            throw new IllegalArgumentException("negative");
        }
        litres += amount;
    }

    int litres() {
        return litres;
    }
}
