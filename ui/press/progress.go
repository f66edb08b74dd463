package press

// Progress is told how much of how much is done: never a smaller part than before,
// and in the end all of it. Nil is told nothing.
type Progress func(done, total int)

func (p Progress) say(done, total int) {
	if p != nil {
		p(done, total)
	}
}

// part is told of one of n steps, from 0, that are done one after the other.
func (p Progress) part(i, n int) Progress {
	return func(done, total int) { p.say(i*total+done, n*total) }
}

// halving is told of steps of which nobody knows how many come: each fills half of
// what is left.
func (p Progress) halving() Progress {
	const whole = 1 << 16
	begun := 0
	return func(done, total int) {
		half := (whole - begun) / 2
		p.say(begun+half*done/total, whole)
		if done == total {
			begun += half
		}
	}
}
