void f() {
    out.flush();
    a();
    b();
}
