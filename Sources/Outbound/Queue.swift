/// First in, first out.
struct Queue<Element> {
    private var elements: [Element?] = []
    private var head = 0

    mutating func append(_ element: Element) {
        elements.append(element)
    }

    var first: Element? { head < elements.count ? elements[head] : nil }

    mutating func popFirst() -> Element? {
        guard let first else { return nil }
        removeFirst()
        return first
    }

    mutating func removeFirst() {
        elements[head] = nil
        head += 1
        if head == elements.count {
            elements.removeAll(keepingCapacity: elements.count < 1_024)
            head = 0
        } else if head >= 1_024, head * 2 > elements.count {
            // One that is never empty would grow without end.
            elements.removeFirst(head)
            head = 0
        }
    }

    var isEmpty: Bool { head == elements.count }
}
