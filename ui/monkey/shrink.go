package monkey

import "time"

// shrink gives the fewest acts it finds that still fail, until a moment: first
// those at the end, then without pieces that get smaller and smaller.
func shrink(acts []Act, fails func([]Act) bool, until time.Time) []Act {
	late := func() bool { return time.Now().After(until) }
	for n := 1; n < len(acts) && !late(); n *= 4 {
		if tail := acts[len(acts)-n:]; fails(tail) {
			acts = tail
			break
		}
	}
	for piece := (len(acts) + 1) / 2; piece > 0 && !late(); {
		removed := false
		for at := 0; at < len(acts) && len(acts) > 1 && !late(); {
			end := min(at+piece, len(acts))
			rest := append(append([]Act{}, acts[:at]...), acts[end:]...)
			if len(rest) > 0 && fails(rest) {
				acts, removed = rest, true
				continue
			}
			at = end
		}
		switch {
		case piece > 1:
			piece /= 2
		case !removed:
			return acts
		}
	}
	return acts
}
