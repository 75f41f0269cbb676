class Gruß {
    String s = "Hallo, Jürgen";
}
