/// The number of the rules this program computes by; an inventory pins it.
///
/// It grows when the same rule set, factors and readings would give another number than before.
package let engineNumber = 1
