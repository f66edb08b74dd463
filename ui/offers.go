package ui

import (
	"context"
	"sort"
	"sync"

	"frontdesk/forms"
	"frontdesk/forms/books"
	"frontdesk/store"
)

// offers are the words that the desk has used before, by the list that blanks
// are offered from: what was typed once comes back by its initials.
type offers struct {
	books map[string]bool // those that have words to offer
	mu    sync.Mutex
	known map[string]map[string]int // list → word → how often
}

// remembered is how many entries of a book are read for their words.
const remembered = 500

func newOffers() *offers {
	o := &offers{books: map[string]bool{}, known: map[string]map[string]int{}}
	for _, b := range books.All() {
		_, o.books[b.Key] = b.New().(forms.Offerer)
	}
	return o
}

// remember reads the newest entries of the books that have words to offer.
func (o *offers) remember(ctx context.Context, st *store.Store) {
	for key, has := range o.books {
		if !has {
			continue
		}
		list, err := st.List(store.Filter{Book: key})
		if err != nil {
			continue // nothing is offered then; the list itself tells what is wrong
		}
		rows, err := list.Rows(ctx, 0, remembered)
		if err != nil {
			continue
		}
		for _, r := range rows {
			o.learn(ctx, st, r.Ref)
		}
	}
}

// learn takes in the words of one entry.
func (o *offers) learn(ctx context.Context, st *store.Store, ref forms.Ref) {
	if !o.books[ref.Book] {
		return
	}
	r, _, err := st.Record(ctx, ref)
	x, ok := r.(forms.Offerer)
	if err != nil || !ok {
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	for list, words := range x.Offers() {
		for _, w := range words {
			if w == "" {
				continue
			}
			if o.known[list] == nil {
				o.known[list] = map[string]int{}
			}
			o.known[list][w]++
		}
	}
}

// list gives the words of a list, those used most first.
func (o *offers) list(name string) []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	words := make([]string, 0, len(o.known[name]))
	for w := range o.known[name] {
		words = append(words, w)
	}
	sort.Slice(words, func(i, j int) bool {
		a, b := o.known[name][words[i]], o.known[name][words[j]]
		return a > b || a == b && words[i] < words[j]
	})
	return words
}
