package store

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"frontdesk/forms"
)

// Writing is something to be written into the ledger.
type Writing struct {
	// Ref is the entry that is acted on. Its number is 0 for an opening, and
	// for an act on a page or a whole book; a page's act names the page's year.
	Ref  forms.Ref
	Page int // the page, of an act on a page
	Verb forms.Verb
	Deed forms.Deed
	By   forms.Person // who signs: on duty, or just known by the PIN
	// Seen is the entry's last row of the ledger when the act was begun: on an
	// entry to which something was done since, it is refused with ErrMoved, and so
	// it is on a page that such a row belongs to. 0 for whoever does not look before
	// acting.
	Seen int64
}

// ErrMoved refuses an act that was begun on an older state of an entry than the
// one that stands now: what is acted on is what was shown.
const ErrMoved = forms.Refusal("您打开以后，这里又有了新的记录。现在显示的是最新的情况，请看一眼再保存；写的内容还在。")

// Append writes w, and whatever follows from it, and returns the act as it
// stands in the ledger. It is on the disk when Append returns. A Refusal or
// forms.Problems says what has to be changed; nothing was written then.
func (s *Store) Append(ctx context.Context, w Writing) (forms.Act, error) {
	acts, err := s.AppendAll(ctx, w)
	if err != nil {
		return forms.Act{}, err
	}
	return acts[0], nil
}

// AppendAll writes several in one transaction: all of them or none. It returns
// an act for each.
func (s *Store) AppendAll(ctx context.Context, ws ...Writing) ([]forms.Act, error) {
	if err := s.Nightly(ctx); err != nil {
		return nil, err
	}
	var acts []forms.Act
	err := s.transact(ctx, func(t *tx) error {
		for _, w := range ws {
			a, err := t.append(w)
			if err != nil {
				return err
			}
			acts = append(acts, a)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	// Nobody writes so much by hand. What was written stands either way, and
	// text that cannot be swept now is swept later.
	_ = s.sweepTo(ctx, flood)
	return acts, nil
}

func (t *tx) append(w Writing) (forms.Act, error) {
	b, err := t.s.book(w.Ref.Book)
	if err != nil {
		return forms.Act{}, err
	}
	if err := t.timely(w); err != nil {
		return forms.Act{}, err
	}
	switch {
	case t.now.Year() < firstYear || t.now.Year() > lastYear:
		return forms.Act{}, forms.Refusal(fmt.Sprintf("电脑时间（%s）不对，不能登记。请先校准电脑的日期和时间，再保存；写的内容还在。", t.now.Format("2006-01-02 15:04")))
	}
	if err := t.signs(w.By); err != nil {
		return forms.Act{}, err
	}
	switch {
	case w.Verb == forms.Open:
		if err := b.MaySign(w.Verb, w.By); err != nil {
			return forms.Act{}, err
		}
		if err := t.check(w, nil); err != nil {
			return forms.Act{}, err
		}
		return t.open(b, w, 0)
	case w.Ref.No > 0:
		return t.act(b, w)
	default:
		return t.plain(b, w)
	}
}

// The years that the ledger takes (schema/ledger.sql). A PC whose battery is dead starts
// with the first day of an earlier one, which an empty ledger would have to take.
const firstYear, lastYear = 1990, 9999

// check holds what was filled in against the slip and the rules.
func (t *tx) check(w Writing, r forms.Record) error {
	if wrong := forms.Wrong(w.Deed, r, t.context(w.By)); len(wrong) > 0 {
		return forms.Problems(wrong)
	}
	return nil
}

func (t *tx) context(by forms.Person) forms.Context {
	return forms.Context{Now: t.now, By: by, Office: t.s.known.theOffice(), Staff: t.s.Staff(), Sight: &Sight{s: t.s, ctx: context.Background(), viewer: by, unseen: true}}
}

// mostOpenings is how many entries may follow one from the other. More would
// be a rule that opens in circles.
const mostOpenings = 4

// open writes the opening of a new entry, and of those that follow from it.
func (t *tx) open(b *forms.Book, w Writing, depth int) (forms.Act, error) {
	if depth > mostOpenings {
		return forms.Act{}, fmt.Errorf("book %s: openings go round in circles", b.Key)
	}
	a, words, err := t.seal(b, w, nil)
	if err != nil {
		return a, err
	}
	at := bookYear{b.Key, t.now.Year()}
	turn, err := t.turn(at)
	if err != nil {
		return a, err
	}
	a.Ref = forms.Ref{Book: b.Key, Year: at.year, No: turn.no + 1}
	if err := b.New().Apply(a); err != nil { // a page is sought only for an act that can be taken
		return a, err
	}
	next := *turn
	next.assign(b, &a)
	r := b.New()
	if err := r.Apply(a); err != nil {
		return a, err
	}
	if err := t.put(&a, words); err != nil {
		return a, err
	}
	*turn = next
	if err := t.putPage(turn, a); err != nil {
		return a, err
	}
	if err := t.putBoard(a, a, r); err != nil {
		return a, err
	}
	return a, t.follow(r, a, depth)
}

// act writes an act on an entry that is there.
func (t *tx) act(b *forms.Book, w Writing) (forms.Act, error) {
	acts, err := t.acts(b, w.Ref)
	if err != nil {
		return forms.Act{}, err
	}
	if w.Seen > 0 && w.Seen != acts[len(acts)-1].Seq {
		return forms.Act{}, ErrMoved
	}
	r, err := b.Replay(acts)
	if err != nil {
		return forms.Act{}, err
	}
	if err := forms.MayTake(r.Steps(t.context(w.By)), w.Verb, w.By); err != nil {
		return forms.Act{}, err
	}
	if err := t.check(w, r); err != nil {
		return forms.Act{}, err
	}
	return t.write(b, w, acts[0], r)
}

// write writes an act on r, which was opened by first and may be acted on so.
func (t *tx) write(b *forms.Book, w Writing, first forms.Act, r forms.Record) (forms.Act, error) {
	a, words, err := t.seal(b, w, r)
	if err != nil {
		return a, err
	}
	a.Ref, a.Page, a.Line = first.Ref, first.Page, first.Line
	if err := r.Apply(a); err != nil {
		return a, err
	}
	if err := t.put(&a, words); err != nil {
		return a, err
	}
	if err := t.putBoard(first, a, r); err != nil {
		return a, err
	}
	return a, t.follow(r, a, 0)
}

// plain writes an act on a page or a whole book.
func (t *tx) plain(b *forms.Book, w Writing) (forms.Act, error) {
	if b.Plain[w.Verb] == nil {
		return forms.Act{}, fmt.Errorf("book %s has no verb %q for pages", b.Key, w.Verb)
	}
	if err := b.MaySign(w.Verb, w.By); err != nil {
		return forms.Act{}, err
	}
	if err := t.check(w, nil); err != nil {
		return forms.Act{}, err
	}
	a, words, err := t.seal(b, w, nil)
	if err != nil {
		return a, err
	}
	a.Ref, a.Page = forms.Ref{Book: b.Key, Year: t.now.Year()}, w.Page
	if w.Page > 0 {
		a.Ref.Year = w.Ref.Year
		turn, err := t.turn(bookYear{b.Key, w.Ref.Year})
		if err != nil {
			return a, err
		}
		if err := t.unmoved(w); err != nil {
			return a, err
		}
		if w.Page > turn.page.No {
			return a, forms.Refusal(fmt.Sprintf("%s %d 年没有第 %d 页。", b.Title, w.Ref.Year, w.Page))
		}
	}
	if err := t.put(&a, words); err != nil {
		return a, err
	}
	t.noteOffice(a)
	return a, nil
}

// unmoved refuses an act on a page that something was written on, or done to an
// entry of, since it was begun.
func (t *tx) unmoved(w Writing) error {
	if w.Seen == 0 {
		return nil
	}
	rows, err := t.rows(`SELECT seq FROM ledger WHERE seq > ? AND +book = ? AND year = ? AND page = ? LIMIT 1`, w.Seen, w.Ref.Book, w.Ref.Year, w.Page)
	since, err := collect(rows, err, func(row scanner) (seq int64, err error) { return seq, row.Scan(&seq) })
	if err == nil && len(since) > 0 {
		return ErrMoved
	}
	return err
}

// seal lets the deed work out what is found at the moment of writing, and puts
// it into words. The act carries the deed as it is read back from the words:
// what the record takes now is what it will take at every replay.
func (t *tx) seal(b *forms.Book, w Writing, r forms.Record) (forms.Act, []byte, error) {
	if d, ok := w.Deed.(forms.Sealer); ok {
		c := t.context(w.By)
		d.Seal(r, c)
		if err := c.Sight.(*Sight).Err(); err != nil {
			return forms.Act{}, nil, err
		}
	}
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(w.Deed); err != nil {
		return forms.Act{}, nil, fmt.Errorf("book %s, verb %s: %w", b.Key, w.Verb, err)
	}
	words := bytes.TrimSuffix(text.Bytes(), []byte("\n"))
	deed, err := b.Decode(w.Verb, words)
	return forms.Act{Seq: t.head.seq + 1, At: t.now, By: w.By, Verb: w.Verb, Edition: b.Edition, Deed: deed}, words, err
}

// follow writes what follows from the act in the same breath.
func (t *tx) follow(r forms.Record, a forms.Act, depth int) error {
	t.heedRecord(r)
	o, ok := a.Deed.(forms.Opener)
	if !ok {
		return nil
	}
	for _, x := range o.Opens(r, a) {
		b, err := t.s.book(x.Book)
		if err != nil {
			return err
		}
		w := Writing{Ref: forms.Ref{Book: x.Book, Year: x.Year}, Page: x.Page, Verb: x.Verb, Deed: x.Deed, By: a.By}
		if x.Verb == "" {
			w.Verb = forms.Open
			_, err = t.open(b, w, depth+1)
		} else {
			_, err = t.plain(b, w)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// put writes the act's row and its words, and moves the head on to it.
func (t *tx) put(a *forms.Act, words []byte) error {
	salt, hash := salted(words)
	r := row{
		seq: t.head.seq + 1, at: a.At.UnixMilli(), book: a.Ref.Book, year: int64(a.Ref.Year), no: int64(a.Ref.No),
		page: int64(a.Page), line: int64(a.Line), verb: string(a.Verb), edition: a.Edition,
		id: a.By.ID, name: a.By.Name, role: string(a.By.Role), wordsHash: hash, prev: t.head.hash,
	}
	link := r.hash()
	a.Seq = r.seq
	err := t.exec(`INSERT INTO ledger (seq, at, book, year, no, page, line, verb, edition, by_id, by_name, by_role, words_hash, prev, hash)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		r.seq, r.at, r.book, r.year, r.no, r.page, r.line, r.verb, r.edition, r.id, r.name, r.role, r.wordsHash[:], r.prev[:], link[:])
	if err != nil {
		return plainly(err)
	}
	if err := t.exec(`INSERT INTO words (seq, salt, words) VALUES (?, ?, ?)`, r.seq, salt[:], string(words)); err != nil {
		return plainly(err)
	}
	t.head = head{seq: r.seq, at: r.at, hash: link}
	t.changes = append(t.changes, Change{Seq: a.Seq, Verb: a.Verb, Ref: a.Ref, Page: a.Page})
	return nil
}
