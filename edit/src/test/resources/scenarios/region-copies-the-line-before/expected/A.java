void f() {
    out.flush();
    out.flush();
    a();
    b();
}
