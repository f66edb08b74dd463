package intake

import (
	"regexp"
	"strings"
	"unicode"

	"frontdesk/forms/paper"
)

// Meaning is what a column holds. The words are shown to be chosen from.
type Meaning string

// Meanings of columns. A name belongs to an owner or a tenant where the head
// says so; a phone belongs to the name on its left.
const (
	Ignored     Meaning = "不导入"
	IDCard      Meaning = "身份证号（不导入）"
	Room        Meaning = "房号" // whole, or what the columns below leave open
	Phase       Meaning = "期区"
	Building    Meaning = "楼栋"
	Unit        Meaning = "单元"
	Name        Meaning = "姓名"
	OwnerName   Meaning = "业主姓名"
	TenantName  Meaning = "租户姓名"
	Phone       Meaning = "电话"
	OwnerPhone  Meaning = "业主电话"
	TenantPhone Meaning = "租户电话"
	Quality     Meaning = "身份"
	Remark      Meaning = "备注"
)

// Meanings lists what a user may say a column holds.
func Meanings() []Meaning {
	return []Meaning{
		Ignored, Room, Phase, Building, Unit, Name, OwnerName, TenantName,
		Phone, OwnerPhone, TenantPhone, Quality, Remark, IDCard,
	}
}

func (m Meaning) isName() bool  { return m == Name || m == OwnerName || m == TenantName }
func (m Meaning) isPhone() bool { return m == Phone || m == OwnerPhone || m == TenantPhone }
func (m Meaning) isRoom() bool  { return m == Room || m == Phase || m == Building || m == Unit }

// heads are the words over columns; the first that fits counts, so what is
// left out stands before what sounds like it.
var heads = []struct {
	means Meaning
	words *regexp.Regexp
}{
	{IDCard, regexp.MustCompile(`身份证|身份号|证件号|证件编号|证件$|公民身份|护照|^idcard|^id$|^idno`)},
	{Ignored, regexp.MustCompile(`紧急|证件类|面积|费|金额|日期|时间|车牌|车位|银行|账号|卡号|邮箱|邮编|微信|qq|性别|年龄|民族|籍贯|生日|合同|产权证|户型|房型|签名|签字|签收|人数|状态|^(小区|项目|楼盘)(名称?|名字)?$|楼层|层数|房屋(类型|性质|用途|状况)|业主(编号|代码)|客户(编号|代码)`)},
	{Room, regexp.MustCompile(`房号|房间号|房间编号|房屋编号|室号|门牌|房间$|房屋$|^房产|房屋坐落|房屋信息|^房屋?号|^房$|^室$|住址|地址|户号|铺位|商铺号|^商铺$|单元室|^房源$|^位置$|^roomn?o?$`)},
	{Phase, regexp.MustCompile(`^(期|期数|分期|期区|区|区域|组团|片区|苑|苑区|地块)$`)},
	{Building, regexp.MustCompile(`^(所属)?(楼栋|栋|幢|座|楼|楼宇|楼座|大楼|楼幢|栋座|栋数|楼栋单元|栋单元|幢单元|座单元|几栋|building)(号|名称|编号)?$`)},
	{Unit, regexp.MustCompile(`^(所属)?(单元|梯|门|门栋|门洞)(号|名称|编号)?$`)},
	{TenantPhone, regexp.MustCompile(`(租|承租|使用人|现住).*(电话|手机|联系方式|联系号码|号码)`)},
	{OwnerPhone, regexp.MustCompile(`(业主|户主|产权人|房主|购房人|买受人).*(电话|手机|联系方式|联系号码|号码)`)},
	{Phone, regexp.MustCompile(`电话|手机|联系方式|联系号码|移动号|座机|固话|^号码$|^tel|phone|mobile`)},
	{Quality, regexp.MustCompile(`身份|类型|类别|属性|关系|角色`)},
	{TenantName, regexp.MustCompile(`^(租户|租客|承租人|承租方|租赁人|租赁户)(姓名|名称|名|信息)?$`)},
	{OwnerName, regexp.MustCompile(`^(业主|户主|产权人|房主|购房人|买受人|产权所有人)(姓名|名称|名|信息)?$`)},
	{Name, regexp.MustCompile(`姓名|^(住户|住户名称?|名字|名称|联系人|客户|客户名称|使用人|居住人|家庭成员|成员|人员|户名|name)$`)},
	{Remark, regexp.MustCompile(`备注|说明|附注|^其他$|^其它$|^note|^remark`)},
	{Ignored, regexp.MustCompile(`^(序号|编号|序|no)$`)},
}

// longestHead is how many characters a head has at most: more, and it is a
// title or a remark.
const longestHead = 24

// meaning tells what stands under a head, and whether its words are known.
func meaning(head string) (Meaning, bool) {
	h := headKey(head)
	if h == "" || len([]rune(h)) > longestHead {
		return Ignored, false
	}
	for _, x := range heads {
		if x.words.MatchString(h) {
			return x.means, true
		}
	}
	return Ignored, false
}

// aside is what a head adds in brackets: 姓名（必填）.
var aside = regexp.MustCompile(`\([^)]*\)`)

// headKey is a head without what differs from list to list.
func headKey(head string) string {
	h := strings.ToLower(paper.Narrow(head))
	if bare := aside.ReplaceAllString(h, ""); strings.TrimSpace(bare) != "" {
		h = bare
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsPunct(r) || unicode.IsSymbol(r) || unicode.IsDigit(r) {
			return -1
		}
		return r
	}, h)
}

// qualified is what a head means under one that is written over several
// columns: 姓名 under 租户信息 is the tenant's.
func qualified(m Meaning, group string) Meaning {
	if m != Name && m != Phone {
		return m
	}
	g := headKey(group)
	switch {
	case strings.Contains(g, "紧急"):
		return Ignored
	case strings.Contains(g, "租"):
		return map[Meaning]Meaning{Name: TenantName, Phone: TenantPhone}[m]
	case strings.Contains(g, "业主") || strings.Contains(g, "产权"):
		return map[Meaning]Meaning{Name: OwnerName, Phone: OwnerPhone}[m]
	}
	return m
}
