class Gruß {
    String s = "Grüße";
}
