// Package priority is a binary heap whose items know their place in it, so
// that one can leave from the middle: libuv's timers and Node's timer lists
// are both such queues.
package priority

// Item is what a Queue holds: usually a pointer.
type Item[T any] interface {
	comparable
	// Before must be a total order, or what comes first among equals would
	// depend on the heap's shape.
	Before(T) bool
	// Place is where the item keeps its place, one-based; 0 means in no queue.
	Place() *int
}

// Queue is a heap. Its zero value is empty.
type Queue[T Item[T]] struct{ heap []T }

// First is the item before all others, or the zero value if there is none.
func (q *Queue[T]) First() (first T) {
	if len(q.heap) > 0 {
		first = q.heap[0]
	}
	return first
}

// Items are all items, in the heap's order; the first is First.
func (q *Queue[T]) Items() []T { return q.heap }

// Push adds an item that is in no queue.
func (q *Queue[T]) Push(x T) {
	q.heap = append(q.heap, x)
	q.up(len(q.heap) - 1)
}

// Fix restores the order after x has changed.
func (q *Queue[T]) Fix(x T) {
	q.down(*x.Place() - 1)
	q.up(*x.Place() - 1)
}

// Remove takes x out; it does nothing if x is in no queue.
func (q *Queue[T]) Remove(x T) {
	place := x.Place()
	if *place == 0 {
		return
	}
	i := *place - 1
	*place = 0
	n := len(q.heap) - 1
	last := q.heap[n]
	var none T
	q.heap[n] = none
	q.heap = q.heap[:n]
	if last == x {
		return
	}
	q.set(i, last)
	q.Fix(last)
}

func (q *Queue[T]) set(i int, x T) {
	q.heap[i] = x
	*x.Place() = i + 1
}

func (q *Queue[T]) up(i int) {
	x := q.heap[i]
	for i > 0 {
		p := (i - 1) / 2
		if !x.Before(q.heap[p]) {
			break
		}
		q.set(i, q.heap[p])
		i = p
	}
	q.set(i, x)
}

func (q *Queue[T]) down(i int) {
	x := q.heap[i]
	for {
		c := 2*i + 1
		if c >= len(q.heap) {
			break
		}
		if c+1 < len(q.heap) && q.heap[c+1].Before(q.heap[c]) {
			c++
		}
		if !q.heap[c].Before(x) {
			break
		}
		q.set(i, q.heap[c])
		i = c
	}
	q.set(i, x)
}
