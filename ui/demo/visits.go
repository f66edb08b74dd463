package demo

import (
	"context"
	"errors"

	"frontdesk/forms"
	"frontdesk/forms/complaint"
	"frontdesk/forms/visit"
	"frontdesk/store"

	"fyne.io/fyne/v2"
)

// visits plays two visits after complaints: one household is content, one is not
// and is visited again.
func (d *day) visits() {
	p := d.p
	p.ctrl(fyne.Key5)
	p.look("回访计划")
	for i, satisfied := range []bool{true, false} {
		if !d.turn("plan", visit.ToAssign, string(forms.OfComplaint)) {
			return
		}
		p.ctrl(fyne.KeyD)
		p.write("王芳")
		d.tab()
		p.write("孙工")
		if i == 0 {
			p.look("回访-安排")
		}
		p.ctrl(fyne.KeyS)
		d.sign()
		if !d.turn("visit", visit.ToHandOut, "") {
			return
		}
		p.ctrl(fyne.KeyD) // 领表: nothing to fill in, only to sign
		d.sign()
		p.ctrl(fyne.KeyP)
		p.key(fyne.KeyReturn)
		p.ctrl(fyne.KeyD)
		d.found(satisfied, i == 0)
		p.ctrl(fyne.KeyD) // 交表
		p.ctrl(fyne.KeyS)
		p.ctrl(fyne.KeyD) // 审核
		if !satisfied {
			p.look("回访-审核")
			p.write("请工程部主管到场重修，按投诉处理。")
		}
		p.ctrl(fyne.KeyS)
		d.sign()
		if !satisfied {
			p.ctrl(fyne.KeyD)
			p.write("同意，两天内重修。")
			d.tab()
			p.write("李敏")
			p.ctrl(fyne.KeyS)
			d.sign()
		}
		p.look("回访-办完")
	}
	p.ctrl(fyne.Key5)
	p.look("回访计划-进度")
	d.complaint()
}

// complaint handles what the visit that did not pass has opened.
func (d *day) complaint() {
	p := d.p
	if !d.turn("complaint", complaint.ToClassify, "") {
		return
	}
	p.ctrl(fyne.KeyD)
	p.write("1")
	p.ctrl(fyne.KeyS)
	d.sign()
	p.ctrl(fyne.KeyD)
	p.write("垃圾清运漏了一次，当班保洁请假没有顶岗。")
	p.ctrl(fyne.KeyS)
	p.ctrl(fyne.KeyD)
	p.write("当晚补清运并冲洗，主管到场检查。")
	d.tab()
	p.write("赵刚")
	d.tab()
	p.write("20:00")
	d.tab()
	p.write("保洁请假须先安排顶岗。")
	p.look("投诉-处理")
	p.ctrl(fyne.KeyS)
	d.sign()
	p.look("投诉-待答复")
	p.ctrl(fyne.KeyD)
	p.ctrl(fyne.KeyS) // 答复
	p.ctrl(fyne.KeyD)
	p.write("1") // 满意
	p.ctrl(fyne.KeyS)
	p.ctrl(fyne.KeyD)
	p.ctrl(fyne.KeyS)
	d.sign() // 结案
	if !d.turn("visit", visit.ToResult, "") {
		return
	}
	p.ctrl(fyne.KeyD)
	p.ctrl(fyne.KeyS) // what became of the complaint stands there already
	d.sign()
	p.look("回访-处理结果")
}

// found fills in what the visit found, and signs.
func (d *day) found(satisfied, look bool) {
	p := d.p
	answer := []string{"1", "1", "1"}
	if !satisfied {
		answer = []string{"3", "2", "3"}
	}
	for _, a := range answer {
		p.write(a)
		p.key(fyne.KeyReturn)
	}
	p.write("现场查看，与记录一致")
	p.key(fyne.KeyReturn)
	if !satisfied {
		p.write("夜里还是很吵，没有人来。")
	}
	d.tab()
	d.tab()
	d.tab()
	p.write(" ") // the department's supervisor has signed on the paper
	if look {
		p.look("回访-填写")
	}
	p.ctrl(fyne.KeyS)
	d.sign()
}

// turn shows the newest entry of a book in a state, and of a kind where one is
// named.
func (d *day) turn(book, state, kind string) bool {
	d.p.on(func() {
		l, err := d.store.List(store.Filter{Book: book, State: state, Kind: kind})
		if err != nil {
			d.p.err = err
			return
		}
		rows, err := l.Rows(context.Background(), 0, 1)
		if err == nil && len(rows) == 0 {
			err = errors.New("no " + book + " is " + state)
		}
		if err != nil {
			d.p.err = err
			return
		}
		d.window.Turn(rows[0].Ref)
	})
	d.p.rest()
	return d.p.err == nil
}
