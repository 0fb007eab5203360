package render

import (
	"reflect"
	"strings"
	"text/template/parse"
)

// A piece that is given a dict has a few values by name. Their types are known when the layout is folded, so the dict is a
// structure here instead of a map. It is never shown as a whole and never handed to html/template.

// dictField begins the names of the fields of such a structure: those must begin with a capital.
const dictField = "Dict_"

// isDict reports whether a type stands for a dict.
func isDict(of reflect.Type) bool {
	return of.Kind() == reflect.Struct && of.Name() == "" && of.NumField() > 0 && strings.HasPrefix(of.Field(0).Name, dictField)
}

// dict returns how to get a dict that a command makes, and its type.
func (d *director) dict(args []parse.Node, at dotTypes) (value, reflect.Type, bool) {
	var fields []reflect.StructField
	var gets []value
	if len(args) == 0 || len(args)%2 != 0 {
		return nil, nil, false
	}
	seen := map[string]bool{}
	for i := 0; i < len(args); i += 2 {
		name, ok := args[i].(*parse.StringNode)
		if !ok || seen[name.Text] || !isPlainName(name.Text) {
			return nil, nil, false
		}
		get, of, ok := d.operand(args[i+1], at)
		if !ok || isDict(of) {
			return nil, nil, false
		}
		seen[name.Text] = true
		fields = append(fields, reflect.StructField{Name: dictField + name.Text, Type: of})
		gets = append(gets, get)
	}
	of := reflect.StructOf(fields)
	return func(at dots) (reflect.Value, error) {
		made := reflect.New(of).Elem()
		for i, get := range gets {
			v, err := get(at)
			if err != nil {
				return v, err
			}
			made.Field(i).Set(v)
		}
		return made, nil
	}, of, true
}

// isPlainName reports whether a name can be that of a field.
func isPlainName(name string) bool {
	for _, c := range name {
		if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z') {
			return false
		}
	}
	return name != ""
}
