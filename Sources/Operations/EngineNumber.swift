/// The number of the rules this program computes by; an inventory pins it.
package let engineNumber = 1
