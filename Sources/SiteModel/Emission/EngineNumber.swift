/// The number of the rules this program computes by; an inventory pins it.
///
/// It grows when the same rule set, factors and readings would give another number than before.
/// What it was is kept, so that an old inventory is computed again as it was then:
///
/// 1. a binding holds for the whole period, whatever days it names;
/// 2. a binding holds on its days, a source whose bindings change has a line for each part, and one
///    that is excluded has none;
/// 3. a value that stands in a binding feeds the input; before, it was not seen.
package let engineNumber = 3
