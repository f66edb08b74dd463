package duty

import "frontdesk/forms"

// Steps lists what can be done with the entry, the one next step first.
func (d *Record) Steps(c forms.Context) []forms.Step {
	all := forms.StepsOf([]forms.Step{
		{Verb: Dispatch, Word: d.dispatchWord()},
		{Verb: HelpStep, Word: "勾选求助步骤"},
		{Verb: Progress, Word: "跟进"},
		{Verb: Extend, Word: "改约"},
		{Verb: Finish, Word: "完成"},
		{Verb: CallBack, Word: "电话回访"},
		{Verb: Close, Word: "办结"},
		{Verb: Reopen, Word: "重新打开"},
		{Verb: Escalate, Word: "上报主管", Sign: forms.Supervisor},
		{Verb: Grade, Word: "定级", Sign: forms.Supervisor},
		{Verb: forms.Correct, Word: "更正", Sign: forms.Clerk},
		{Verb: forms.Void, Word: "作废", Sign: forms.Clerk},
	}, d.nextVerb(), d.refuses)
	if d.For(c.By) != d {
		for i := range all {
			all[i].Refused = "这一条是保密的，只有主管和登记人能处理。"
		}
	}
	return all
}

// refuses says why something cannot be done to the entry in its state; empty when
// it can.
func (d *Record) refuses(v forms.Verb) string {
	if d.State == forms.Annulled {
		return "这一条已经作废，不能再改动。需要时请另记一条。"
	}
	may, why := true, ""
	switch v {
	case Dispatch:
		may, why = d.Working(), "这一条已经完成，不用再派单；要继续处理请先“重新打开”。"
	case HelpStep:
		may, why = len(d.StepsLeft()) > 0, d.noStepsWord()
	case Progress:
		may, why = d.Working(), "这一条已经完成，不能再跟进；要继续处理请先“重新打开”。"
	case Extend:
		may, why = d.Working() && !d.Promised.IsZero(), "没有正在走的承诺时间，不用改约。"
	case Finish:
		may, why = d.Working(), "这一条已经完成，不用再登记。"
	case CallBack:
		may, why = d.State == ToCall, d.noCallWord()
	case Close:
		may, why = d.State == ToClose, d.noCloseWord()
	case Reopen:
		may, why = !d.Working(), "这一条还没有完成，直接跟进就可以。"
	case Escalate:
		may, why = d.Working(), "这一条已经完成，不用上报。"
	case Grade:
		may, why = d.Kind == forms.Complaint, "只有投诉才分一般和重大，这一条不用定级。"
	case forms.Void:
		may, why = d.State != Settled, "已办结的不能作废；有错请用“更正”。"
	}
	if may {
		return ""
	}
	return why
}

// nextVerb is the one next step: 登记 → 派单 → 跟进 … → 完成 → 电话回访 → 办结.
// A special-help call is acted on before anything else is written (S0/1 1).
func (d *Record) nextVerb() forms.Verb {
	switch {
	case d.Working() && len(d.StepsLeft()) > 0:
		return HelpStep
	case d.State == Waiting && (d.Kind == forms.Spoken || d.Help):
		return Finish
	case d.State == Waiting:
		return Dispatch
	case d.State == Working:
		return Finish
	case d.State == ToCall:
		return CallBack
	case d.State == ToClose:
		return Close
	}
	return ""
}

func (d *Record) dispatchWord() string {
	if d.State == Working {
		return "改派"
	}
	return "派单"
}

func (d *Record) noStepsWord() string {
	if d.Help {
		return "求助步骤已经全部勾完。"
	}
	return "只有急救病人和突发事件才有求助步骤，这一条不用勾选。"
}

func (d *Record) noCallWord() string {
	switch {
	case d.Working():
		return "还没有完成，请先“完成”，再回访。"
	case d.State == ToClose || d.State == Settled:
		return "这一条不用再回访。"
	}
	return ""
}

func (d *Record) noCloseWord() string {
	if d.State == ToCall {
		return "要先电话回访，才能办结。"
	}
	if d.State == Settled {
		return "这一条已经办结，不用再办。"
	}
	return "还没有完成，请先“完成”，再办结。"
}
