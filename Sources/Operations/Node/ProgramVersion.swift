/// Which Karez this is: what `--version` prints, and what a node says of itself to others.
package let programVersion = "0.1.0"
