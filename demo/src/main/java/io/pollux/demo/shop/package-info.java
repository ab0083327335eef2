/** Two ordinary Tomcats, one a customer of the other, and their visitors: what the pictures of the dashboards are taken of. */
package io.pollux.demo.shop;
