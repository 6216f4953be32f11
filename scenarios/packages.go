package scenarios

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

// Some scenarios use packages from the npm registry, unmodified. They stand in
// the folder packages beside a package-lock.json; `npm ci` there (make deps does
// it) puts what they require into node_modules.

// PackagesVariable names the folder if it is not in or above the working folder.
const PackagesVariable = "FINISHLINE_PACKAGES"

// WithPackages returns the scenarios that use packages, sorted by name.
func WithPackages() []Scenario {
	list := load("packages")
	for i := range list {
		list[i].Packages = true
	}
	return list
}

// PackagesDir finds the folder of the scenarios that use packages and makes sure
// that the packages are there, in the versions that package.json names.
func PackagesDir() (string, error) {
	dir, err := findPackages()
	if err != nil {
		return "", fmt.Errorf("%w; run `make deps` in a checkout, or `npm ci` in its folder scenarios/packages, and name that folder in %s if this is not run inside the checkout",
			err, PackagesVariable)
	}
	return dir, nil
}

func findPackages() (string, error) {
	if dir := os.Getenv(PackagesVariable); dir != "" {
		return dir, installed(dir)
	}
	at, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		dir := filepath.Join(at, "scenarios", "packages")
		if _, err := os.Stat(filepath.Join(dir, "package.json")); err == nil {
			return dir, installed(dir)
		}
		up := filepath.Dir(at)
		if up == at {
			return "", errors.New("the packages that these scenarios use were not found")
		}
		at = up
	}
}

// installed compares node_modules with package.json.
func installed(dir string) error {
	var want struct{ Dependencies map[string]string }
	if err := readJSON(filepath.Join(dir, "package.json"), &want); err != nil {
		return err
	}
	var missing []string
	for name, version := range want.Dependencies { // order: sorted below
		if i := strings.LastIndexByte(version, '@'); i > 0 {
			version = version[i+1:] // npm:express@4.22.3
		}
		var have struct{ Version string }
		if err := readJSON(filepath.Join(dir, "node_modules", name, "package.json"), &have); err != nil {
			missing = append(missing, name)
		} else if have.Version != version {
			missing = append(missing, fmt.Sprintf("%s %s (there is %s)", name, version, have.Version))
		}
	}
	if len(missing) > 0 {
		sort.Strings(missing)
		return fmt.Errorf("these packages of %s are not installed: %s", dir, strings.Join(missing, ", "))
	}
	return nil
}

func readJSON(file string, into any) error {
	b, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	return json.Unmarshal(b, into)
}

// packagesAt shows a folder of the disk as /scenarios/packages.
type packagesAt struct{ fs.FS }

const packagesRoot = "scenarios/packages"

// Open opens a file below the folder, or the way to it.
func (p packagesAt) Open(name string) (fs.File, error) {
	if name == packagesRoot {
		return p.FS.Open(".")
	}
	if rest, ok := strings.CutPrefix(name, packagesRoot+"/"); ok {
		return p.FS.Open(rest)
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}
