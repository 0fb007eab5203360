package schema_test

import (
	"os"
	"testing"

	"xiangwei/internal/schema"
)

func builtin(t testing.TB) *schema.Set {
	t.Helper()
	set, problems, err := schema.Load(os.DirFS("../../layouts"))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("%s: %s", p.Pos, p.Message)
	}
	return set
}

func TestBuiltinKindsLoad(t *testing.T) {
	if n := len(builtin(t).Kinds); n < 7 {
		t.Errorf("%d kinds", n)
	}
}
