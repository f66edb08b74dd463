package trial

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"frontdesk/forms"
	"frontdesk/forms/resident"
)

// Those who do the work and do not sign.
const (
	plumber   = "李强"
	fitter    = "周平"
	engineer  = "孙志远" // heads 工程部
	guard     = "赵刚"
	guards    = "马建军" // heads 秩序部
	cleaner   = "徐桂英"
	cleaners  = "何秀兰" // heads 环境部
	watchman  = "吴勇"  // control room
	archivist = "档案室 周敏"
)

// headOf gives who heads a department, and goes along on visits after
// complaints about it (S0/2 4.1.3).
func headOf(department, doer string) string {
	head := map[string]string{"工程部": engineer, "秩序部": guards, "环境部": cleaners}[department]
	if head == "" || head == doer {
		return guards
	}
	return head
}

// Names are put together of these: nobody is meant.
var (
	surnames = strings.Fields("张 王 李 刘 陈 杨 黄 吴 周 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧 程 曹 袁 邓 许 傅 沈 曾 彭 吕 苏 卢 蒋 蔡 贾 丁 魏 薛 叶 阎 余 潘 杜 戴 夏 钟 汪 田 任 姜 范 方 石 姚 谭 廖 邹 熊 金 陆 郝 孔 白 崔 康 毛 邱 秦 江 史 顾 侯 邵 孟 龙 万 段 欧阳 司马")
	given    = strings.Fields("伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 霞 平 刚 桂英 志强 建华 建国 秀兰 秀珍 玉兰 桂兰 春梅 海燕 雪梅 晓燕 文静 雅琴 佳怡 梓涵 子轩 浩然 宇航 俊杰 思远 家豪 国庆 德明 永康 丽华 丽娟 小红 小军 志远 天宇 一鸣 雨桐 欣怡 诗涵 明辉 晓峰 立新 振华 庆华")
)

// buildings of the estate, each of two stairs, eleven floors and two flats to a
// floor.
const buildings, stairs, floors, flats = 6, 2, 11, 2

// residents lists those who live in the estate: most flats are lived in by their
// owners, some by tenants, whose owner stands in the list too. No such phone
// numbers are given out.
func residents(r *rand.Rand) []resident.Resident {
	var out []resident.Resident
	add := func(room string, as forms.As, note string) {
		out = append(out, resident.Resident{
			Room: room, Name: surnames[r.IntN(len(surnames))] + given[r.IntN(len(given))],
			Phone: fmt.Sprintf("1600000%04d", len(out)+1), As: as, Note: note,
		})
	}
	for b := range buildings {
		for s := range stairs {
			for f := range floors {
				for n := range flats {
					room := fmt.Sprintf("%d-%d-%d%02d", b+1, s+1, f+1, n+1)
					switch x := r.IntN(100); {
					case x < 7: // stands empty
					case x < 26:
						add(room, forms.Owner, "房屋出租")
						add(room, forms.Tenant, "")
					case x < 32:
						add(room, forms.Owner, "独居老人，请多关照")
					default:
						add(room, forms.Owner, "")
					}
				}
			}
		}
	}
	return out
}
