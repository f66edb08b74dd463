package store

import (
	"context"
	"fmt"
	"math"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
)

// SignIn tells whether the PIN is that of the person, and gives the person as
// one signs. A wrong PIN is recorded, and slows the next try down. It returns
// a Refusal with what to do, such as how long to wait.
func (s *Store) SignIn(ctx context.Context, id, pin string) (forms.Person, error) {
	s.signIn.Lock()
	defer s.signIn.Unlock()
	m, err := s.known.active(id)
	if err != nil {
		return forms.Person{}, err
	}
	if err := s.soon(); err != nil { // a wrong PIN would be written
		return forms.Person{}, err
	}
	if err := s.mayTry(m); err != nil {
		return forms.Person{}, err
	}
	if plainPIN(pin) == "" {
		return forms.Person{}, forms.NoPIN // nothing was tried
	}
	if !sameSecret(m.PIN, plainPIN(pin)) {
		return forms.Person{}, s.missed(ctx, m, "PIN 不对")
	}
	delete(s.unsaved, id)
	if m.Wrong > 0 {
		// Before the last row nothing is written but the way back, which has to be signed:
		// the count stands until the next right PIN.
		if _, err := s.Append(ctx, Writing{Ref: m.Ref, Verb: forms.RightPIN, Deed: &forms.Succeeding{}, By: m.Person}); err != nil && !isBehind(err) {
			return forms.Person{}, err
		}
	}
	return m.Person, nil
}

func (k *known) active(id string) (forms.Member, error) {
	m, ok := k.member(id)
	if !ok {
		return m, forms.Refusal("人员名单里没有这个人，请重新选择。")
	}
	if m.Left {
		return m, forms.Refusal(m.Name + "已经停用，不能签名。")
	}
	return m, nil
}

// tries are wrong PINs that could not be recorded, since the clock was set back or the
// disk takes nothing: they slow the next one down all the same.
type tries struct {
	count int
	last  time.Time // by the PC's running clock, which nobody sets
}

func (s *Store) mayTry(m forms.Member) error {
	wait := m.Wait(s.Now())
	if m.Missed.After(s.Now()) { // the clock was set back: it waits, but not until that time has come again
		if s.foreseen == nil {
			s.foreseen = map[string]time.Time{}
		}
		if s.foreseen[m.ID].IsZero() {
			s.foreseen[m.ID] = time.Now()
		}
		m.Missed = s.foreseen[m.ID]
		wait = m.Wait(time.Now())
	}
	if t := s.unsaved[m.ID]; t.count > 0 {
		m.Wrong, m.Missed = m.Wrong+t.count, t.last
		wait = max(wait, m.Wait(time.Now()))
	}
	if wait > 0 {
		return forms.Refusal(fmt.Sprintf("%s 的 PIN 已连续输错 %d 次，请等 %s再试。", m.Name, m.Wrong, inWords(wait)))
	}
	return nil
}

// missed records a wrong PIN or code.
func (s *Store) missed(ctx context.Context, m forms.Member, what string) error {
	if _, err := s.Append(ctx, Writing{Ref: m.Ref, Verb: forms.WrongPIN, Deed: &forms.Failing{}, By: m.Person}); err != nil {
		if s.unsaved == nil {
			s.unsaved = map[string]tries{}
		}
		s.unsaved[m.ID] = tries{s.unsaved[m.ID].count + 1, time.Now()}
		return err
	}
	m, _ = s.known.member(m.ID)
	if wait := m.Wait(s.Now()); wait > 0 {
		return forms.Refusal(fmt.Sprintf("%s。已连续输错 %d 次，请等 %s再试。", what, m.Wrong, inWords(wait)))
	}
	return forms.Refusal(what + "，请重新输入。")
}

func inWords(d time.Duration) string {
	if d > time.Minute {
		return fmt.Sprintf("%d 分钟", int(math.Ceil(d.Minutes())))
	}
	return fmt.Sprintf("%d 秒钟", int(math.Ceil(d.Seconds())))
}

// plainPIN is a PIN as typed, with the full-width digits that an input method
// leaves made plain.
func plainPIN(typed string) string { return strings.TrimSpace(paper.Narrow(typed)) }

// joining makes the deed that takes in a person, and checks name and PIN.
func (s *Store) joining(name string, role forms.Role, pin string) (*forms.Joining, error) {
	name = oneLine(name)
	for _, m := range s.People() {
		if m.Name == name && !m.Left {
			return nil, forms.Refusal("已经有一位“" + name + "”，请在姓名后加上区别，例如 " + name + "2。")
		}
	}
	if err := forms.CheckPIN(plainPIN(pin)); err != nil {
		return nil, err
	}
	return &forms.Joining{Name: name, Role: role, PIN: sealSecret(plainPIN(pin))}, nil
}

// AddPerson takes in a person who signs from now on: a clerk by a supervisor,
// anybody by a manager.
func (s *Store) AddPerson(ctx context.Context, by forms.Person, name string, role forms.Role, pin string) (forms.Person, error) {
	d, err := s.joining(name, role, pin)
	if err != nil {
		return forms.Person{}, err
	}
	a, err := s.Append(ctx, Writing{Ref: forms.Ref{Book: staffBook}, Verb: forms.Open, Deed: d, By: by})
	if err != nil {
		return forms.Person{}, err
	}
	m, _ := s.known.member(forms.PersonID(a.Ref))
	return m.Person, nil
}

// ChangePIN gives a person who knows the old PIN a new one.
func (s *Store) ChangePIN(ctx context.Context, id, old, pin string) error {
	if err := forms.CheckPIN(plainPIN(pin)); err != nil {
		return err
	}
	if _, err := s.SignIn(ctx, id, old); err != nil {
		return err
	}
	m, err := s.known.active(id)
	if err != nil {
		return err
	}
	_, err = s.Append(ctx, Writing{Ref: m.Ref, Verb: forms.NewPIN, Deed: &forms.Renewing{PIN: sealSecret(plainPIN(pin))}, By: m.Person})
	return err
}

// ResetPIN gives the person id a new PIN, signed for by somebody above: a
// supervisor for a clerk, a manager for a supervisor.
func (s *Store) ResetPIN(ctx context.Context, by forms.Person, id, pin string) error {
	m, err := s.known.active(id)
	if err != nil {
		return err
	}
	if err := forms.CheckPIN(plainPIN(pin)); err != nil {
		return err
	}
	_, err = s.Append(ctx, Writing{Ref: m.Ref, Verb: forms.ResetPIN, Deed: &forms.Resetting{PIN: sealSecret(plainPIN(pin))}, By: by})
	return err
}

// TryCode holds the code in the sealed envelope, and the new PIN that a manager
// wants to set by it, without using the code up: the next one is to be confirmed
// first. A wrong code counts as a wrong PIN.
func (s *Store) TryCode(ctx context.Context, id, code, pin string) error {
	s.signIn.Lock()
	defer s.signIn.Unlock()
	_, err := s.tryCode(ctx, id, code, pin)
	return err
}

func (s *Store) tryCode(ctx context.Context, id, code, pin string) (forms.Member, error) {
	m, err := s.known.active(id)
	switch {
	case err != nil:
		return m, err
	case m.Role != forms.Manager:
		return m, forms.Refusal("恢复码只用来重设经理的 PIN。" + m.Name + " 的 PIN 请由经理或主管重设。")
	}
	if err := forms.CheckPIN(plainPIN(pin)); err != nil {
		return m, err
	}
	return m, s.openEnvelope(ctx, m, code)
}

// openEnvelope holds a code that somebody typed against the sealed one. A wrong code
// counts as a wrong PIN of theirs.
func (s *Store) openEnvelope(ctx context.Context, m forms.Member, code string) error {
	if err := s.mayTry(m); err != nil {
		return err
	}
	s.known.mu.RLock()
	sealed := s.known.code
	s.known.mu.RUnlock()
	if !sameSecret(sealed, plainCode(code)) {
		return s.missed(ctx, m, "恢复码不对")
	}
	return nil
}

// ResetByCode gives the manager id a new PIN by the code in the sealed envelope,
// which is good for once: next takes its place, and was confirmed before.
func (s *Store) ResetByCode(ctx context.Context, id, code, pin, next string) error {
	s.signIn.Lock()
	defer s.signIn.Unlock()
	m, err := s.tryCode(ctx, id, code, pin)
	if err != nil {
		return err
	}
	_, err = s.AppendAll(ctx,
		Writing{Ref: m.Ref, Verb: forms.ResetPIN, Deed: &forms.Resetting{PIN: sealSecret(plainPIN(pin)), ByCode: true}, By: m.Person},
		Writing{Ref: forms.Ref{Book: officeBook}, Verb: forms.Envelope, Deed: &forms.SealedCode{Code: sealSecret(plainCode(next))}, By: m.Person},
	)
	return err
}

// SealCode puts a code that was confirmed in the place of the one in the sealed
// envelope, signed by a manager.
func (s *Store) SealCode(ctx context.Context, by forms.Person, code string) error {
	_, err := s.Append(ctx, Writing{Ref: forms.Ref{Book: officeBook}, Verb: forms.Envelope, Deed: &forms.SealedCode{Code: sealSecret(plainCode(code))}, By: by})
	return err
}

// Deactivate takes a person from those who sign. The last manager stays.
func (s *Store) Deactivate(ctx context.Context, by forms.Person, id, reason string) error {
	m, err := s.known.active(id)
	if err != nil {
		return err
	}
	_, err = s.Append(ctx, Writing{Ref: m.Ref, Verb: forms.Leave, Deed: &forms.Leaving{Reason: reason}, By: by})
	return err
}

// Depute lets the person id sign in a role above their own, named by somebody of that
// role.
func (s *Store) Depute(ctx context.Context, by forms.Person, id string, role forms.Role, reason string) error {
	m, err := s.known.active(id)
	if err != nil {
		return err
	}
	_, err = s.Append(ctx, Writing{Ref: m.Ref, Verb: forms.Depute, Deed: &forms.Deputing{Role: role, Reason: reason}, By: by})
	return err
}

// TryDeputeCode holds the code in the sealed envelope for a deputy to be, without using
// it up: the next one is to be confirmed first. A wrong code counts as a wrong PIN.
func (s *Store) TryDeputeCode(ctx context.Context, id, code string) error {
	s.signIn.Lock()
	defer s.signIn.Unlock()
	m, err := s.known.active(id)
	if err != nil {
		return err
	}
	return s.openEnvelope(ctx, m, code)
}

// DeputeByCode does it where nobody of that role is left to name the deputy, by the code
// in the sealed envelope, which is good for once: next takes its place, and was confirmed
// before.
func (s *Store) DeputeByCode(ctx context.Context, id, code string, role forms.Role, reason, next string) error {
	s.signIn.Lock()
	defer s.signIn.Unlock()
	m, err := s.known.active(id)
	if err != nil {
		return err
	}
	if err := s.openEnvelope(ctx, m, code); err != nil {
		return err
	}
	as := m.Person
	as.Role = role // as which they sign once the first of the two is written
	_, err = s.AppendAll(ctx,
		Writing{Ref: m.Ref, Verb: forms.Depute, Deed: &forms.Deputing{Role: role, Reason: reason, ByCode: true}, By: m.Person},
		Writing{Ref: forms.Ref{Book: officeBook}, Verb: forms.Envelope, Deed: &forms.SealedCode{Code: sealSecret(plainCode(next))}, By: as},
	)
	return err
}

// Recall ends it: the deputy signs in the role of their own again.
func (s *Store) Recall(ctx context.Context, by forms.Person, id string) error {
	m, err := s.known.active(id)
	if err != nil {
		return err
	}
	_, err = s.Append(ctx, Writing{Ref: m.Ref, Verb: forms.Recall, Deed: &forms.Recalling{}, By: by})
	return err
}

// ChangeSettings puts other settings in force, signed by a supervisor.
func (s *Store) ChangeSettings(ctx context.Context, by forms.Person, x forms.Settings) error {
	x.Demo = s.Office().Demo // a trial office stays one
	_, err := s.Append(ctx, Writing{Ref: forms.Ref{Book: officeBook}, Verb: forms.Set, Deed: &x, By: by})
	return err
}
