def heappush(heap, item, /):
    heap.append(item)
    _sift_down(heap, 0, len(heap) - 1)


def heappop(heap, /):
    last = heap.pop()
    if not heap:
        return last
    first = heap[0]
    heap[0] = last
    _sift_up(heap, 0)
    return first


def heapreplace(heap, item, /):
    first = heap[0]
    heap[0] = item
    _sift_up(heap, 0)
    return first


def heappushpop(heap, item, /):
    if not heap:
        return item
    first = heap[0]
    if not first < item:
        return item
    heap[0] = item
    _sift_up(heap, 0)
    return first


def heapify(heap, /):
    for at in range(len(heap) // 2 - 1, -1, -1):
        _sift_up(heap, at)


def _sift_down(heap, start, at):
    new = heap[at]
    while at > start:
        above = (at - 1) >> 1
        parent = heap[above]
        if not new < parent:
            break
        heap[at] = parent
        at = above
    heap[at] = new


def _sift_up(heap, at):
    end = len(heap)
    start = at
    new = heap[at]
    while at < end >> 1:
        child = 2 * at + 1
        if child + 1 < end and not heap[child] < heap[child + 1]:
            child += 1
        heap[at] = heap[child]
        at = child
    heap[at] = new
    _sift_down(heap, start, at)
