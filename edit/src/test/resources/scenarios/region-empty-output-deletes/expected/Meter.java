package town.water;

/** Counts the litres that pass a pipe. */
final class Meter {
    private int litres;

    /**
     * Adds what passed.
     *
     * @param amount litres, not negative
     */
    int litres() {
        return litres;
    }
}
