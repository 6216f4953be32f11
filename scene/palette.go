package scene

import "image/color"

// Theme is dark or light.
type Theme uint8

// The themes.
const (
	Dark Theme = iota
	Light
)

// Role is what a shape means; Palette gives it a colour.
type Role uint8

// The roles.
const (
	RoleNone Role = iota // nothing is drawn
	RoleBackground
	RolePanel
	RolePanelLine
	RoleStation
	RoleStationLine
	RoleStationActive // the line around a station that the cursor's record is about
	RoleGateShut
	RoleTokenData
	RoleTokenHeaders
	RoleTokenControl
	RoleTokenSettings
	RoleTokenFin
	RoleTokenRst
	RoleTokenText // text on a token of any role
	RolePhase
	RolePhaseActive
	RolePhaseActiveText
	RoleTick
	RoleMicrotask
	RoleImmediate
	RoleTimer
	RoleText
	RoleTextDim
	RoleTextTitle
	RoleLoss
	RoleLossPanel
	RoleOk
	RoleOkPanel
	RoleWarn
	RoleWire
	RoleServer
	RoleClient
	RoleCursor
	RoleCursorText
	RoleHover
	RoleSelected
	RoleChequerDark
	RoleChequerLight

	NRoles
)

var roleNames = [NRoles]string{
	RoleNone:            "none",
	RoleBackground:      "background",
	RolePanel:           "panel",
	RolePanelLine:       "panel line",
	RoleStation:         "station",
	RoleStationLine:     "station line",
	RoleStationActive:   "station active",
	RoleGateShut:        "gate shut",
	RoleTokenData:       "token data",
	RoleTokenHeaders:    "token headers",
	RoleTokenControl:    "token control",
	RoleTokenSettings:   "token settings",
	RoleTokenFin:        "token fin",
	RoleTokenRst:        "token rst",
	RoleTokenText:       "token text",
	RolePhase:           "phase",
	RolePhaseActive:     "phase active",
	RolePhaseActiveText: "phase active text",
	RoleTick:            "tick",
	RoleMicrotask:       "microtask",
	RoleImmediate:       "immediate",
	RoleTimer:           "timer",
	RoleText:            "text",
	RoleTextDim:         "text dim",
	RoleTextTitle:       "text title",
	RoleLoss:            "loss",
	RoleLossPanel:       "loss panel",
	RoleOk:              "ok",
	RoleOkPanel:         "ok panel",
	RoleWarn:            "warn",
	RoleWire:            "wire",
	RoleServer:          "server",
	RoleClient:          "client",
	RoleCursor:          "cursor",
	RoleCursorText:      "cursor text",
	RoleHover:           "hover",
	RoleSelected:        "selected",
	RoleChequerDark:     "chequer dark",
	RoleChequerLight:    "chequer light",
}

// String is the role's name.
func (r Role) String() string { return roleNames[r] }

func rgb(v uint32) color.RGBA {
	return color.RGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 255}
}

// The colours that carry meaning are Okabe and Ito's, which stay apart under
// every common colour blindness; the light theme darkens them until text in
// them reaches WCAG AA on a panel (a test measures).
var palettes = [2][NRoles]color.RGBA{
	Dark: {
		RoleBackground: rgb(0x0d111c), RolePanel: rgb(0x171e2e), RolePanelLine: rgb(0x2a3450),
		RoleStation: rgb(0x1f2740), RoleStationLine: rgb(0x3a466b), RoleStationActive: rgb(0x56b4e9),
		RoleGateShut: rgb(0xff5a4f), RoleTokenData: rgb(0x56b4e9), RoleTokenHeaders: rgb(0x7cc4f0),
		RoleTokenControl: rgb(0xe69f00), RoleTokenSettings: rgb(0x8a96b2), RoleTokenFin: rgb(0xff6b5e),
		RoleTokenRst: rgb(0xff6b5e), RoleTokenText: rgb(0x0b0f19),
		RolePhase: rgb(0x1f2740), RolePhaseActive: rgb(0x56b4e9), RolePhaseActiveText: rgb(0x0b0f19),
		RoleTick: rgb(0xe69f00), RoleMicrotask: rgb(0xcc79a7), RoleImmediate: rgb(0xf0e442), RoleTimer: rgb(0x8fb7ff),
		RoleText: rgb(0xe3e9f5), RoleTextDim: rgb(0x97a3bd), RoleTextTitle: rgb(0xffffff),
		RoleLoss: rgb(0xff6b5e), RoleLossPanel: rgb(0x351519), RoleOk: rgb(0x14b485), RoleOkPanel: rgb(0x0f2a26),
		RoleWarn: rgb(0xe69f00), RoleWire: rgb(0x2f3b5c), RoleServer: rgb(0x56b4e9), RoleClient: rgb(0x14b485),
		RoleCursor: rgb(0xffffff), RoleCursorText: rgb(0x0b0f19), RoleHover: rgb(0xffffff), RoleSelected: rgb(0xf0e442),
		RoleChequerDark: rgb(0x39415a), RoleChequerLight: rgb(0xffffff),
	},
	Light: {
		RoleBackground: rgb(0xeef1f6), RolePanel: rgb(0xffffff), RolePanelLine: rgb(0xd3dae6),
		RoleStation: rgb(0xf3f6fb), RoleStationLine: rgb(0xb4bfd2), RoleStationActive: rgb(0x0072b2),
		RoleGateShut: rgb(0xc23000), RoleTokenData: rgb(0x56b4e9), RoleTokenHeaders: rgb(0x9ad3f5),
		RoleTokenControl: rgb(0xe69f00), RoleTokenSettings: rgb(0xb8c2d6), RoleTokenFin: rgb(0xf47b68),
		RoleTokenRst: rgb(0xf47b68), RoleTokenText: rgb(0x0b0f19),
		RolePhase: rgb(0xf3f6fb), RolePhaseActive: rgb(0x0072b2), RolePhaseActiveText: rgb(0xffffff),
		RoleTick: rgb(0x8a5a00), RoleMicrotask: rgb(0x9c3f75), RoleImmediate: rgb(0x6b6300), RoleTimer: rgb(0x2f5fb3),
		RoleText: rgb(0x1b2436), RoleTextDim: rgb(0x55617a), RoleTextTitle: rgb(0x0b0f19),
		RoleLoss: rgb(0xb52b00), RoleLossPanel: rgb(0xfdeae5), RoleOk: rgb(0x00724f), RoleOkPanel: rgb(0xe2f5ee),
		RoleWarn: rgb(0x8a5a00), RoleWire: rgb(0xc3ccdc), RoleServer: rgb(0x0072b2), RoleClient: rgb(0x00724f),
		RoleCursor: rgb(0x1b2436), RoleCursorText: rgb(0xffffff), RoleHover: rgb(0x1b2436), RoleSelected: rgb(0xb07900),
		RoleChequerDark: rgb(0x1b2436), RoleChequerLight: rgb(0xd3dae6),
	},
}

// Palette is the colour of every role. RoleNone's is transparent.
func Palette(t Theme) *[NRoles]color.RGBA { return &palettes[t&1] }
