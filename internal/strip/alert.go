package strip

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"xiangwei/internal/date"
	"xiangwei/internal/led"
	"xiangwei/internal/screen"
)

// alerts returns emergencies as notices. A strip has no clock of ours and no network, so what a player does by itself the
// operator has to: show the emergency alone, and take it off at its end.
func alerts(all []screen.Emergency, zone *time.Location) []Notice {
	var out []Notice
	for n := range all {
		e := &all[n]
		title, text := "紧急通知", led.Clean(e.Text)
		if e.Drill {
			title, text = "演练", "【演练】"+text
		}
		sum := sha256.Sum256([]byte(text))
		out = append(out, Notice{
			Source: screen.EmergencyFile, Slug: "alert", Title: title, Text: text, Urgent: true, Sum: hex.EncodeToString(sum[:]),
			From: date.StampOf(e.From, zone), Until: date.StampOf(e.Until, zone), Alert: e,
		})
	}
	return out
}
