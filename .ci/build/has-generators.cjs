// Stands in for @stdlib/assert-has-generator-support, which asks by eval: the page's policy forbids that.
module.exports = () => true;
