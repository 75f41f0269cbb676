class Main {
    void main() {}
}
