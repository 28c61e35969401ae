@main
struct Feedherald {
    static func main() {}
}
