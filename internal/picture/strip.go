package picture

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// strip takes out everything that is not needed to show a picture, and returns its colour profile beside it.
func strip(f Format, data []byte) (clean, profile []byte, err error) {
	switch f {
	case JPEG:
		return stripJPEG(data)
	case PNG:
		return stripPNG(data)
	case WebP:
		return stripWebP(data)
	}
	clean, err = stripGIF(data)
	return clean, nil, err
}

// Markers of JPEG (ITU-T T.81, table B.1).
const (
	markerSOI  = 0xD8
	markerEOI  = 0xD9
	markerSOS  = 0xDA
	markerAPP0 = 0xE0
	markerAPP2 = 0xE2
	markerAdob = 0xEE
	markerCOM  = 0xFE
)

const iccMark = "ICC_PROFILE\x00"

// stripJPEG keeps the tables and the picture, JFIF without its thumbnail, Adobe's word on the colours and the colour
// profile. What stands behind the end is cut off: telephones append whole further pictures.
func stripJPEG(data []byte) (clean, profile []byte, err error) {
	out := append(make([]byte, 0, len(data)), 0xFF, markerSOI)
	var chunks [][]byte
	scans := 0
	for i := 2; ; {
		for i+1 < len(data) && data[i] == 0xFF && data[i+1] == 0xFF {
			i++ // fill bytes
		}
		if i >= len(data) && scans > 0 || i+1 < len(data) && data[i] == 0xFF && data[i+1] == markerEOI {
			return append(out, 0xFF, markerEOI), join(chunks), nil // some cameras forget the end
		}
		if i+4 > len(data) || data[i] != 0xFF {
			return nil, nil, ErrFormat
		}
		marker := data[i+1]
		end := i + 2 + int(binary.BigEndian.Uint16(data[i+2:]))
		if end < i+4 || end > len(data) {
			return nil, nil, ErrFormat
		}
		segment := data[i:end]
		switch body := data[i+4 : end]; {
		case marker == markerSOS:
			scan := end + scanLength(data[end:])
			out = append(out, data[i:scan]...)
			i, scans = scan, scans+1
			continue
		case marker == markerAPP0 && bytes.HasPrefix(body, []byte("JFIF\x00")) && len(body) >= 14:
			out = append(append(out, 0xFF, markerAPP0, 0, 16), body[:12]...)
			out = append(out, 0, 0) // no thumbnail
		case marker == markerAPP2 && bytes.HasPrefix(body, []byte(iccMark)) && len(body) > len(iccMark)+2:
			chunks = append(chunks, body[len(iccMark):])
			out = append(out, segment...)
		case marker == markerAdob && bytes.HasPrefix(body, []byte("Adobe")):
			out = append(out, segment...)
		case marker >= markerAPP0 && marker <= 0xEF, marker == markerCOM:
		default:
			out = append(out, segment...)
		}
		i = end
	}
}

// scanLength returns where the entropy-coded data ends: at the next marker that is neither a stuffed byte nor a restart.
func scanLength(data []byte) int {
	for i := 0; i+1 < len(data); i++ {
		if data[i] == 0xFF && data[i+1] != 0 && (data[i+1] < 0xD0 || data[i+1] > 0xD7) {
			return i
		}
	}
	return len(data)
}

// join puts the chunks of a colour profile together by their numbers.
func join(chunks [][]byte) []byte {
	slices.SortStableFunc(chunks, func(a, b []byte) int { return int(a[0]) - int(b[0]) })
	var profile []byte
	for _, c := range chunks {
		profile = append(profile, c[2:]...)
	}
	return profile
}

// keptPNG are the chunks that matter to the eye (PNG, third edition), those of animations among them.
var keptPNG = []string{"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "sBIT", "bKGD", "pHYs", "acTL", "fcTL", "fdAT"}

const pngMark = "\x89PNG\r\n\x1A\n"

func stripPNG(data []byte) (clean, profile []byte, err error) {
	out := append(make([]byte, 0, len(data)), pngMark...)
	for i := len(pngMark); i+12 <= len(data); {
		size := int64(binary.BigEndian.Uint32(data[i:]))
		if size > int64(len(data)-i-12) {
			break
		}
		end := i + 12 + int(size)
		name := string(data[i+4 : i+8])
		if slices.Contains(keptPNG, name) {
			out = append(out, data[i:end]...)
		}
		if name == "iCCP" {
			profile = data[i:end]
		}
		if name == "IEND" {
			return out, profile, nil
		}
		i = end
	}
	return nil, nil, ErrFormat
}

// keptWebP are the chunks of the WebP container that matter to the eye.
var keptWebP = []string{"VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"}

// Flags of the chunk VP8X.
const (
	webpXMP  = 1 << 2
	webpExif = 1 << 3
)

func stripWebP(data []byte) (clean, profile []byte, err error) {
	out := append(make([]byte, 0, len(data)), "RIFF\x00\x00\x00\x00WEBP"...)
	for i := 12; i+8 <= len(data); {
		size := int64(binary.LittleEndian.Uint32(data[i+4:]))
		if size > int64(len(data)-i-8) {
			return nil, nil, ErrFormat
		}
		body := data[i+8 : i+8+int(size)]
		name := string(data[i : i+4])
		if slices.Contains(keptWebP, name) {
			out = append(out, data[i:i+8]...)
			at := len(out)
			out = append(out, body...)
			if name == "VP8X" && size > 0 {
				out[at] &^= webpXMP | webpExif
			}
			if size&1 == 1 {
				out = append(out, 0)
			}
		}
		if name == "ICCP" {
			profile = body
		}
		i += 8 + int(size) + int(size&1)
	}
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	return out, profile, nil
}

// stripGIF keeps the pictures, their timing and the number of rounds, and drops comments and other programs' blocks.
func stripGIF(data []byte) ([]byte, error) {
	if len(data) < 13 {
		return nil, ErrFormat
	}
	head := 13
	if data[10]&0x80 != 0 {
		head += 3 << (data[10]&7 + 1)
	}
	if head > len(data) {
		return nil, ErrFormat
	}
	out := append(make([]byte, 0, len(data)), data[:head]...)
	for i := head; i < len(data); {
		start := i
		keep := true
		switch data[i] {
		case 0x3B:
			return append(out, 0x3B), nil
		case 0x2C:
			if i+10 > len(data) {
				return nil, ErrFormat
			}
			if flags := data[i+9]; flags&0x80 != 0 {
				i += 3 << (flags&7 + 1)
			}
			i += 11 // and the size of the codes
		case 0x21:
			if i+2 > len(data) {
				return nil, ErrFormat
			}
			label := data[i+1]
			rounds := bytes.HasPrefix(data[i+2:], []byte("\x0BNETSCAPE2.0")) || bytes.HasPrefix(data[i+2:], []byte("\x0BANIMEXTS1.0"))
			keep = label == 0xF9 || label == 0xFF && rounds
			i += 2
		default:
			return nil, ErrFormat
		}
		for i < len(data) && data[i] != 0 {
			i += 1 + int(data[i])
		}
		i++
		if i > len(data) {
			return nil, ErrFormat
		}
		if keep {
			out = append(out, data[start:i]...)
		}
	}
	return nil, ErrFormat
}

// animated reports whether a picture moves.
func animated(f Format, data []byte) bool {
	switch f {
	case PNG:
		return bytes.Contains(data[:min(len(data), 4096)], []byte("acTL"))
	case WebP:
		return bytes.Contains(data[:min(len(data), 4096)], []byte("ANIM"))
	}
	return false
}
