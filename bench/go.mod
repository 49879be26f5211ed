module github.com/summitry/summitry/bench

go 1.25.0

require (
	github.com/gocarina/gocsv v0.0.0-20240520201108-78e41c74b4b1
	github.com/summitry/summitry v0.0.0
)

require github.com/google/renameio/v2 v2.0.2 // indirect

replace github.com/summitry/summitry => ../
