void f() {
    out.flush();
    b();
}
